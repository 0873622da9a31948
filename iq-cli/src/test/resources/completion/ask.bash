# ask.bash SCRIPT LINE: what bash would offer at the end of the line, one a line.
# shellcheck source=/dev/null
source "$1"
IFS=' ' read -ra COMP_WORDS <<<"$2"
[[ $2 != *' ' ]] || COMP_WORDS+=('')
COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
COMP_LINE=$2
COMP_POINT=${#2}
# outside of a completion there are no options to set
compopt() { :; }
_complete_iq
printf '%s\n' "${COMPREPLY[@]}"
