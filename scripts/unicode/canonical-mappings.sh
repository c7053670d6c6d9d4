#!/usr/bin/env bash
#
# Writes what canonical normalisation needs of the Unicode Character Database (Debian's unicode-data) to standard output:
#   scripts/unicode/canonical-mappings.sh > backend/ImageSearch.Engine/Pictures/Unicode/CanonicalMappings.txt

set -euo pipefail

folder=${1:-/usr/share/unicode}

sed -n '1s/.*-\([0-9.]*\)\.txt.*/# Unicode \1, written by scripts\/unicode\/canonical-mappings.sh. Data files of Unicode, Inc.: see THIRD-PARTY-NOTICES.md./p' \
  "$folder/DerivedNormalizationProps.txt"
cat <<'EOF'
# C FIRST LAST CLASS       canonical combining class other than 0
# D CODE FIRST [SECOND]    canonical decomposition, and composition in the other direction
# X CODE FIRST [SECOND]    canonical decomposition that is never composed
EOF

# Hangul syllables are left out: their mappings are arithmetic.
awk -F '[ ]*;[ ]*' '
  FNR == NR {
    if ($2 ~ /^Full_Composition_Exclusion/) {
      split($1, range, /\.\./)
      first = hex(range[1])
      last = range[2] == "" ? first : hex(range[2])
      for (code = first; code <= last; code++) excluded[code] = 1
    }
    next
  }
  { code = hex($1) }
  $4 != 0 {
    if (code == end + 1 && $4 == class) end = code
    else { flush(); start = end = code; class = $4 }
  }
  $6 != "" && $6 !~ /^</ { mappings[++count] = (code in excluded ? "X " : "D ") $1 " " $6 }
  function hex(digits,    i, value) {
    for (i = 1; i <= length(digits); i++) value = value * 16 + index("0123456789ABCDEF", substr(digits, i, 1)) - 1
    return value
  }
  function flush() { if (class) printf "C %04X %04X %d\n", start, end, class }
  END {
    flush()
    for (i = 1; i <= count; i++) print mappings[i]
  }
' "$folder/DerivedNormalizationProps.txt" "$folder/UnicodeData.txt"
