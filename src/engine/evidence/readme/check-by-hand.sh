( # begin: checks the bundle in the folder where this is pasted; changes nothing in it
export LC_ALL=C
wrong() { echo "NOT OK: $*" >&2; exit 1; }
is() { [ "$1" = "$2" ] || wrong "$3"; }
for tool in openssl sha256sum xxd base64 cmp; do
  command -v "$tool" >/dev/null || wrong "this machine has no $tool"
done
[ -f manifest.json ] || wrong "there is no manifest.json here: go to the unpacked bundle first"
work=$(mktemp -d) || wrong "no folder can be made under ${TMPDIR:-/tmp}"
trap 'rm -rf "$work"' EXIT

# Hashes are lower-case hex.
sha() { sha256sum | cut -c1-64; }
bytes() { xxd -r -p; }
unbase64() { base64 -d 2>/dev/null | xxd -p | tr -d '\n'; }
hmac() { openssl dgst -sha256 -mac HMAC -macopt "hexkey:$1" -r | cut -c1-64; }
leaf() { { printf '\0'; cat; } | sha; }
node() { printf '01%s%s' "$1" "$2" | bytes | sha; }

# Every JSON file is one line without blanks, its names sorted. A quote inside of a text has a backslash before it, so
# that no text can pass for one of these names. all FILE NAME: its values, line by line; first, last: one of them.
# numbers FILE NAME, number: likewise, digits and nothing else, as the shell would carry out a text that it computes with.
all() { grep -oE "\"$2\":\"[^\"]*\"" "$1" | cut -d: -f2- | tr -d '"'; }
first() { all "$1" "$2" | sed -n 1p; }
last() { all "$1" "$2" | sed -n '$p'; }
numbers() { grep -oE "\"$2\":(0|[1-9][0-9]{0,14})[,}]" "$1" | tr -dc '0-9\n'; }
number() { numbers "$1" "$2" | sed -n '$p'; }
has() { grep -qF -- "$2" "$1" || wrong "$3"; }
# objects FILE NAME=FORM ...: the values of each object with exactly these names, separated by blanks
objects() {
  local file=$1 form= names= rule; shift
  for rule in "$@"; do form="$form,\"${rule%%=*}\":\"?${rule#*=}\"?" names="$names|${rule%%=*}"; done
  grep -oE "\{${form#,}\}" "$file" | tr -d '{}"' | sed -E "s/(^|,)(${names#|}):/ /g; s/^ //"
}

# path_root INDEX SIZE LEAF: where the path on standard input leads to, as RFC 9162, section 2.1.3.2, has it
path_root() {
  local at=$1 end=$(($2 - 1)) hash=$3 other
  [ "$at" -le "$end" ] || return
  while read -r other; do
    [ "$end" -gt 0 ] || return
    if [ $((at % 2)) = 1 ] || [ "$at" = "$end" ]; then
      hash=$(node "$other" "$hash")
      while [ $((at % 2)) = 0 ] && [ "$at" -gt 0 ]; do at=$((at / 2)) end=$((end / 2)); done
    else
      hash=$(node "$hash" "$other")
    fi
    at=$((at / 2)) end=$((end / 2))
  done
  [ "$end" = 0 ] && echo "$hash"
}

echo "1. Every file is the one that the manifest lists, and nothing else is here"
objects manifest.json bytes='[0-9]+' path='[A-Za-z0-9._@/+-]+' sha256='[0-9a-f]{64}' |
  while read -r size path hash; do echo "$hash  $path"; done | sort -k2 > "$work/listed"
cut -c67- "$work/listed" > "$work/paths"
find . -type f | sed 's,^\./,,' | grep -vx manifest.json | sort > "$work/found"
cmp -s "$work/paths" "$work/found" ||
  wrong "these files are not both listed and here: $(sort "$work/paths" "$work/found" | uniq -u | sed 3q | tr '\n' ' ')"
odd=$(grep -vE '^(README\.txt|checkpoint|(plan|population|result|payloads|chunks)\.json|(entries|documents|cases|anchors)/.+)$' "$work/paths")
is "$odd" "" "no bundle has such a file: $odd"
sha256sum --quiet -c "$work/listed" > "$work/said" 2>&1 || wrong "$(sed 1q "$work/said")"

echo "2. The checkpoint is signed by the log's newest key"
size=$(number manifest.json size) root=$(first manifest.json root) run=$(last manifest.json run)
key=$(last manifest.json key) origin=${key%%+*} key_id=$(echo "$key" | cut -d+ -f2)
public=$(echo "$key" | cut -d+ -f3- | unbase64)
is "${#public} ${public:0:2}" "66 01" "the log's key is not an Ed25519 key"
public=${public:2}
own_id=$( { printf "%s\n" "$origin"; printf "01%s" "$public" | bytes; } | sha | cut -c1-8)
is "$own_id" "$key_id" "the log's key does not have its own id"
is "$(first manifest.json origin)" "$origin" "the newest key is not one of the log"
is "$(sed -n 1p checkpoint)" "$origin" "the checkpoint is of another log"
is "$(sed -n 2p checkpoint)" "$size" "the checkpoint has another size than the manifest"
is "$(sed -n 3p checkpoint | unbase64)" "$root" "the checkpoint has another root than the manifest"
is "$(sed -n 4p checkpoint)" "" "the checkpoint says more than origin, size and root"
signature=$(grep -aF -- "— $origin " checkpoint | sed -n 's/.* //; 1p' | unbase64)
is "${signature:0:8}" "$key_id" "the checkpoint is not signed by the log's newest key"
head -n 3 checkpoint > "$work/text"
echo "${signature:8}" | bytes > "$work/signature"
echo "302a300506032b6570032100$public" | bytes > "$work/key"
openssl pkeyutl -verify -pubin -keyform DER -inkey "$work/key" -rawin -in "$work/text" -sigfile "$work/signature" \
  > /dev/null 2>&1 || wrong "the checkpoint's signature is wrong"

echo "3. Every entry stands in the log of the checkpoint, and names its keys"
[ -f entries/0.json ] || wrong "the log's first entry is not here"
for entry in entries/*.json; do
  proof=${entry%.json}.tlog-proof index=$(basename "$entry" .json)
  grep -qE "\"index\":$index,\"kind\":\"" "$entry" || wrong "$entry calls itself by another index"
  is "$(sed -n 2p "$proof")" "index $index" "$proof is a proof of another entry"
  sed '1,/^$/d' "$proof" | cmp -s - checkpoint || wrong "$proof does not end with the checkpoint"
  hashes=$(sed '1,2d; /^$/,$d' "$proof" | while read -r line; do echo "$line" | unbase64; echo; done)
  reached=$(echo "$hashes" | grep . | path_root "$index" "$size" "$(leaf < "$entry")")
  is "$reached" "$root" "$entry is not in the log: its proof leads elsewhere"
done
[ -n "$key" ] && objects manifest.json entry='[0-9]+' key='[^",]+' | while read -r entry key; do
  has "entries/$entry.json" "\"logKey\":\"$key\"" "entry $entry does not name the log key $key"
done || exit 1

echo "4. The log says by whom, when and with which program the bundle was made, in the last entry under the checkpoint"
prepared=$(grep -lF "\"kind\":\"evidence.prepared\",\"subject\":{\"run\":\"$run\"}}" entries/*.json)
is "$prepared" "entries/$((size - 1)).json" "the last entry under the checkpoint is not the one entry that prepared this bundle"
# said NUMBER: what the manifest says of when (1), by whom (2) and with which program (4)
said() { sed -nE 's/.*"made":\{"at":("[^"]*"),"by":("([^"\]|\\.)*")\},"program":(\{[^}]*\}),.*/\'"$1/p" manifest.json; }
printf '{"actor":%s,"at":%s,"detail":{"cases":%s,"program":%s},"index":%s,"kind":"evidence.prepared","subject":{"run":"%s"}}' \
  "$(said 2)" "$(said 1)" "$(grep -cE '^cases/[^/]+/case\.json$' "$work/paths")" "$(said 4)" "$((size - 1))" "$run" | cmp -s - "$prepared" ||
  wrong "$prepared says otherwise when, by whom and with which program the bundle was made, and with how many cases"

echo "5. Plan and documents are those that were recorded"
# about KIND: the entry of that kind about the run
about() { grep -lF "\"kind\":\"$1\",\"subject\":{\"run\":\"$run\"}}" entries/*.json | sed -n 1p; }
planned=$(about impact.planned) completed=$(about impact.completed)
[ -n "$planned" ] && [ -n "$completed" ] || wrong "no entry says what the run $run was to do, or what it came to"
has "$planned" "\"plan\":\"$(sha < plan.json)\"" "plan.json is not the plan that $planned recorded"
sides() { sed -E 's/"documents":\[[^]]*\],//g' "$1" | sed -nE "s/$2/\1/p"; }
for part in '.*"baseline":(.*),"(by":\[|checkpoint":\{).*' '.*"reforms":(\[.*\])(,"resultHash".*|\})'; do
  is "$(sides manifest.json "$part")" "$(sides plan.json "$part")" "the manifest names other policies or dates than the plan"
done
find documents -type f | while read -r file; do
  name=$(basename "$file" .json) kind=$(basename "$(dirname "$file")")
  entry=$(grep -lF "\"subject\":{\"id\":\"${name%%@*}\",\"kind\":\"$kind\",\"version\":\"${name#*@}\"}" entries/*.json)
  [ -n "$entry" ] || wrong "no entry says that $file was published"
  has "$entry" "\"hash\":\"$(sha < "$file")\"" "$file is not what was published"
done || exit 1
grep -oE '"hash":"[0-9a-f]+","id":"[^"]+","kind":"[^"]+","version":"[^"]+"' plan.json | tr -d '"' | tr ':,' '  ' | sort -u |
  while read -r _ hash _ id _ kind _ version; do
    is "$(sha < "documents/$kind/$id@$version.json")" "$hash" "$kind $id@$version is not what the plan pins"
  done || exit 1

echo "6. The result is the one that was recorded"
result=$(last manifest.json resultHash)
is "$(first "$completed" resultHash)" "$result" "$completed has another result hash than the manifest"
is "$(all result.json resultHash)" "$result" "result.json has another result hash than the manifest"
opened=$(objects payloads.json entry='[0-9]+' path='[A-Za-z0-9._@/+-]+' salt='[0-9a-f]{64}')
echo "$opened" | grep -q "^$(basename "$completed" .json) result.json " || wrong "payloads.json does not open the result"
echo "$opened" | while read -r entry path salt; do
  is "$(first "entries/$entry.json" commitment)" "$(hmac "$salt" < "$path")" "$path is not what entry $entry commits to"
done || exit 1
level=$(all chunks.json root)
while [ "$(echo "$level" | wc -l)" -gt 1 ]; do
  level=$(echo "$level" | while read -r left; do
    if read -r right; then node "$left" "$right"; else echo "$left"; fi
  done)
done
is "$level" "$result" "the chunks do not give the result hash"
units=0
for count in $(numbers chunks.json units); do units=$((units + count)); done

echo "7. The population is the one that was sealed"
print=$(first population.json fingerprint)
sealed=$(grep -lF '"kind":"population.sealed"' entries/*.json | xargs grep -lF "\"fingerprint\":\"$print\"")
[ -n "$sealed" ] || wrong "no entry has the fingerprint of population.json"
has "$planned" "\"population\":\"$print\"" "the plan is about another population"
is "$(number population.json units) $(number "$sealed" units)" "$units $units" "population, entry and result have other numbers of units"
for name in quarantined members; do
  is "$(number population.json $name)" "$(number "$sealed" $name)" "$sealed says otherwise how many are $name"
done
files() { sed 's/.*"sources":\[//; s/\].*//' "$1" | grep -oE '"(bytes|role|rows|sha256)":("[^"]*"|[0-9]+)'; }
is "$(files population.json)" "$(files "$sealed")" "$sealed names other source files"

echo "8. Every disclosed case stands in the result, and its explanation says what was decided"
# decided: of each side, a line each, its outcome and amounts as NAME:VALUE, sorted
decided() {
  sed -E 's/"(change|unit)":(null|"([^"\\]|\\.)*"),?//g; s/"label":"([^"\\]|\\.)*",?//g; s/"name":("[^"]*"),"value":/\1:/g' |
    while read -r side || [ -n "$side" ]; do echo "$side" | grep -oE '"[^":]+":(null|"[^"]*")' | sort | tr '\n' ' '; echo; done
}
for case in cases/*/case.json; do
  [ -f "$case" ] || continue
  why=${case%case.json}explanation.json
  row=$(sed -nE 's/.*"row":"(.*)","salt":"[0-9a-f]{64}","unit":.*/\1/p' "$case" | sed 's/\\\(["\\]\)/\1/g')
  unit=$(echo "$row" | sed -E 's/.*\],"unit":(".*")\}/\1/')
  is "$(sed -E 's/.*,"unit":(".*"),"units":[0-9]+\}/\1/' "$case")" "$unit" "$case names another unit than its row"
  is "$(sed -E 's/.*,"unit":(".*")\}/\1/' "$why")" "$unit" "$why is about another unit"
  is "$(number "$case" units)" "$units" "$case speaks of another number of units"
  salted=$(printf %s "$row" | hmac "$(last "$case" salt)" | bytes | leaf)
  reached=$(sed -E 's/.*"path":\[([^]]*)\].*/\1/' "$case" | tr -d '"' | tr ',' '\n' | grep . |
    path_root "$(number "$case" index)" "$units" "$salted")
  is "$reached" "$result" "$case is not in the result: its path leads elsewhere"
  told=$(sed 's/"inputs":{.*},"matchesStored":/"matchesStored":/; s/"amounts":\[/\n&/g' "$why" |
    sed -nE 's/^"amounts":\[(.*)\],"date":".*("outcome":"[^"]*"),"title":.*/\1,\2/p' | decided)
  stored=$(echo "$row" | sed 's/{"amounts":{/\n&/g' | sed -nE 's/^\{"amounts":\{(.*)\},("outcome":"[^"]*")\}.*/\1,\2/p' | decided)
  is "$told" "$stored" "$why says something else than was decided"
done

echo "OK: everything in this bundle agrees with the checkpoint of $size entries, root $root"
echo "Compare with what you were told by another way: the log's key $(echo "$public" | bytes | sha)"
) # end
