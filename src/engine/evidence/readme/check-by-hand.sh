( # begin: checks the bundle in the folder where it is pasted; changes nothing in it
export LC_ALL=C
wrong() { echo "NOT OK: $*" >&2; exit 1; }
for tool in openssl sha256sum xxd base64 cmp; do command -v "$tool" >/dev/null || wrong "this machine has no $tool"; done
[ -f manifest.json ] || wrong "there is no manifest.json here: go to the unpacked bundle first"
work=$(mktemp -d) || wrong "no folder can be made under ${TMPDIR:-/tmp}"
trap 'rm -rf "$work"' EXIT

# Hashes are lower-case hex. Inside of a JSON text every quote has a backslash before it, so that no text can pass for one of these names.
sha() { sha256sum | cut -c1-64; }
hash_of_leaf() { { printf '\0'; cat; } | sha; }
hash_of_node() { printf '01%s%s' "$1" "$2" | xxd -r -p | sha; }
hmac() { openssl dgst -sha256 -mac HMAC -macopt "hexkey:$1" -r | cut -c1-64; }
hex_of_base64() { base64 -d 2>/dev/null | xxd -p -c 0; }
values() { grep -oE "\"$2\":(\"[^\"]*\"|[0-9]+)" "$1" | cut -d: -f2- | tr -d '"'; }
the() { values "$1" "$2" | sed '2,$d'; }
has() { grep -qF -- "$2" "$1" || wrong "$3"; }
is() { [ "$1" = "$2" ] || wrong "$3"; }
# root_by_path INDEX SIZE LEAF, the hashes of the path on standard input: RFC 9162, section 2.1.3.2
root_by_path() {
  local at=$1 last=$(($2 - 1)) hash=$3 other
  [ "$at" -le "$last" ] || return
  while read -r other; do
    [ "$last" -gt 0 ] || return
    if [ $((at % 2)) = 1 ] || [ "$at" = "$last" ]; then
      hash=$(hash_of_node "$other" "$hash")
      while [ $((at % 2)) = 0 ] && [ "$at" -gt 0 ]; do at=$((at / 2)) last=$((last / 2)); done
    else
      hash=$(hash_of_node "$hash" "$other")
    fi
    at=$((at / 2)) last=$((last / 2))
  done
  [ "$last" = 0 ] && echo "$hash"
}
# entry_of KIND RUN: the file of the entry of that kind about the run
entry_of() { grep -lE "\"kind\":\"$1\",\"subject\":\{\"run\":\"$2\"\}\}$" entries/*.json; }

echo "1. Every file is the one that the manifest lists, and nothing else is here"
grep -oE '\{"bytes":[0-9]+,"path":"[A-Za-z0-9._@/+-]+","sha256":"[0-9a-f]{64}"\}' manifest.json |
  sed -E 's/.*"path":"([^"]*)","sha256":"([^"]*)"\}/\2  \1/' | sort -k2 > "$work/listed"
find . -type f | sed 's,^\./,,' | grep -vx manifest.json | sort > "$work/found"
cut -c67- "$work/listed" | cmp -s - "$work/found" || wrong "the files here are not those of the manifest: $(cut -c67- "$work/listed" | diff - "$work/found" | grep '^[<>]' | head -3)"
sha256sum --quiet -c "$work/listed" >"$work/said" 2>&1 || wrong "$(head -1 "$work/said")"

echo "2. The checkpoint is signed by the log's newest key"
run=$(values manifest.json run | tail -1); size=$(the manifest.json size); root=$(the manifest.json root)
key=$(values manifest.json key | tail -1); origin=${key%%+*}; key_hash=$(echo "$key" | cut -d+ -f2)
is "$(the manifest.json origin)" "$origin" "the newest key is not one of the log"
public=$(echo "$key" | cut -d+ -f3- | hex_of_base64)
[ "${#public}" = 66 ] && is "${public%"${public#??}"}" 01 "the log's key is not an Ed25519 key"
is "$(printf '%s\n01%s' "$(printf %s "$origin" | xxd -p -c 0)0a" "${public#01}" | xxd -r -p | sha | cut -c1-8)" "$key_hash" "the log's key does not have its own hash"
is "$(sed -n 1p checkpoint)" "$origin" "the checkpoint is of another log"
is "$(sed -n 2p checkpoint)" "$size" "the checkpoint does not have the size that the manifest names"
is "$(sed -n 3p checkpoint | hex_of_base64)" "$root" "the checkpoint does not have the root that the manifest names"
is "$(sed -n 4p checkpoint)" "" "the checkpoint says more than a checkpoint says"
head -n 3 checkpoint > "$work/text"
signature=$(grep -aF -- "— $origin " checkpoint | head -1 | sed 's/.* //' | hex_of_base64)
is "${signature:0:8}" "$key_hash" "the checkpoint is not signed by the log's newest key"
printf %s "${signature:8}" | xxd -r -p > "$work/signature"
printf '302a300506032b6570032100%s' "${public#01}" | xxd -r -p > "$work/key"
openssl pkeyutl -verify -pubin -keyform DER -inkey "$work/key" -rawin -in "$work/text" -sigfile "$work/signature" >/dev/null 2>&1 || wrong "the checkpoint's signature is wrong"

echo "3. Every entry stands in the log of the checkpoint"
ls entries/*.json >/dev/null 2>&1 || wrong "there is no entry here"
for entry in entries/*.json; do
  proof=${entry%.json}.tlog-proof; index=$(basename "$entry" .json)
  grep -qE "\"index\":$index,\"kind\":\"" "$entry" || wrong "$entry calls itself by another index"
  is "$(grep -m1 '^index ' "$proof")" "index $index" "$proof is a proof of another entry"
  sed '1,/^$/d' "$proof" | cmp -s - checkpoint || wrong "$proof does not end with the checkpoint"
  leaf=$(hash_of_leaf < "$entry")
  is "$(sed -n '3,/^$/p' "$proof" | grep . | while read -r line; do echo "$line" | hex_of_base64; done | root_by_path "$index" "$size" "$leaf")" "$root" "$entry is not in the log: its proof leads elsewhere"
done
grep -oE '\{"entry":[0-9]+,"key":"[^"]*"\}' manifest.json | tr -d '{}"' | while IFS=:, read -r _ entry _ key; do
  has "entries/$entry.json" "\"logKey\":\"$key\"" "entry $entry does not name the log key $key"
done || exit 1

echo "4. Plan and documents are those that were recorded"
planned=$(entry_of impact.planned "$run"); completed=$(entry_of impact.completed "$run")
[ -f "$planned" ] && [ -f "$completed" ] || wrong "the entries of the run $run are missing"
has "$planned" "\"plan\":\"$(sha < plan.json)\"" "plan.json is not the plan that $planned recorded"
sed -E 's/"documents":\[[^]]*\],//g' plan.json > "$work/sides"
for sides in 's/.*"baseline":(.*),"(by|checkpoint)":.*/\1/p' 's/.*"reforms":(\[.*\])(,"resultHash".*|\})$/\1/p'; do
  is "$(sed -nE "$sides" manifest.json)" "$(sed -nE "$sides" "$work/sides")" "the manifest names other policies or dates than the plan"
done
find documents -type f | while read -r file; do
  name=$(basename "$file" .json); kind=$(basename "$(dirname "$file")"); hash=$(sha < "$file")
  grep -lF "\"subject\":{\"id\":\"${name%%@*}\",\"kind\":\"$kind\",\"version\":\"${name#*@}\"}" entries/*.json | xargs grep -qF "\"hash\":\"$hash\"" || wrong "$file is not what was published"
done || exit 1
grep -oE '"hash":"[0-9a-f]{64}","id":"[^"]*","kind":"[^"]*","version":"[^"]*"' plan.json | sort -u | tr -d '"' | while IFS=:, read -r _ hash _ id _ kind _ version; do
  is "$(sha < "documents/$kind/$id@$version.json")" "$hash" "documents/$kind/$id@$version.json is not what the plan pins"
done || exit 1

echo "5. The result is the one that was recorded"
result_hash=$(values manifest.json resultHash | tail -1)
is "$(the "$completed" resultHash)" "$result_hash" "$completed has another result hash than the manifest"
is "$(values result.json resultHash)" "$result_hash" "result.json has another result hash than the manifest"
has payloads.json "{\"entry\":$(basename "$completed" .json),\"path\":\"result.json\",\"salt\":\"" "payloads.json does not open the result"
grep -oE '\{"entry":[0-9]+,"path":"[^"]*","salt":"[0-9a-f]{64}"\}' payloads.json | tr -d '{}"' | while IFS=:, read -r _ entry _ path _ salt; do
  is "$(the "entries/$entry.json" commitment)" "$(hmac "$salt" < "$path")" "$path is not what entry $entry commits to"
done || exit 1
level=$(values chunks.json root)
while [ "$(echo "$level" | wc -l)" -gt 1 ]; do
  level=$(echo "$level" | while read -r left; do if read -r right; then hash_of_node "$left" "$right"; else echo "$left"; fi; done)
done
is "$level" "$result_hash" "the chunks do not give the result hash"
units=$(values chunks.json units | paste -sd+ | { read -r sum; echo $((sum)); })

echo "6. The population is the one that was sealed"
print=$(values population.json fingerprint); sealed=$(grep -lF '"kind":"population.sealed"' entries/*.json | xargs grep -lF "\"fingerprint\":\"$print\"") || wrong "no entry has the fingerprint of population.json"
has "$planned" "\"population\":\"$print\"" "the plan is about another population"
is "$(values population.json units | tail -1)" "$units" "population.json has another number of units than the result"
is "$(values "$sealed" units)" "$units" "$sealed has another number of units than the result"
is "$(the population.json quarantined)" "$(the "$sealed" quarantined)" "$sealed has another number of refused rows"
is "$(sed 's/.*"sources"//' population.json | grep -oE '"sha256":"[0-9a-f]+"' | tr '\n' ' ')" "$(grep -oE '"sha256":"[0-9a-f]+"' "$sealed" | tr '\n' ' ')" "$sealed has other source files"

echo "7. Every disclosed case stands in the result, and its explanation says what was decided"
# decided TEXT: outcomes and amounts by side, in one form for a row and for an explanation
decided() { sed -E 's/"(change|unit)":(null|"([^"\\]|\\.)*"),?//g; s/"label":"([^"\\]|\\.)*",?//g; s/\{"name":("[^"]*"),"value":([^}]*)\}/\1:\2/g' | while read -r line; do echo "$line" | grep -oE '"[^":,]*":(null|"[^"]*")' | sort | tr '\n' ' '; echo; done; }
for case in cases/*/case.json; do
  [ -f "$case" ] || continue
  why=$(dirname "$case")/explanation.json
  row=$(sed -nE 's/.*"row":"(.*)","salt":"[0-9a-f]{64}","unit":.*/\1/p' "$case" | sed 's/\\\(["\\]\)/\1/g')
  leaf=$(printf %s "$row" | hmac "$(the "$case" salt)" | xxd -r -p | hash_of_leaf)
  is "$(the "$case" units)" "$units" "$case is of another number of units"
  is "$(sed -E 's/.*"path":\[([^]]*)\].*/\1/' "$case" | tr -d '"' | tr ',' '\n' | grep . | root_by_path "$(the "$case" index)" "$units" "$leaf")" "$result_hash" "$case is not in the result"
  is "$(sed -E 's/.*,"unit":(".*"),"units":.*/\1/' "$case")" "$(echo "$row" | sed -E 's/.*\],"unit":(".*")\}$/\1/')" "$case names another unit than its row"
  is "$(sed -E 's/.*,"unit":(".*")\}$/\1/' "$why")" "$(echo "$row" | sed -E 's/.*\],"unit":(".*")\}$/\1/')" "$why is about another unit"
  is "$(sed 's/"inputs":{.*},"matchesStored":/"matchesStored":/' "$why" | sed 's/"amounts":\[/\n&/g' | sed -nE 's/^"amounts":\[(.*)\],"date":.*("outcome":"[^"]*"),"title":.*/\1,\2/p' | decided)" "$(echo "$row" | sed 's/{"amounts":{/\n&/g' | sed -nE 's/^\{"amounts":\{(.*)\},("outcome":"[^"]*")\}.*/\1,\2/p' | decided)" "$why says something else than was decided"
done

echo "OK: everything in this bundle agrees with the checkpoint of $size entries, root $root"
echo "Compare with what you were told by another way: key $(printf %s "${public#01}" | xxd -r -p | sha)"
) # end
