# ask.zsh SCRIPT LINE: what an interactive zsh offers at the end of the line, one a line behind "offered:".
zmodload zsh/zpty
zpty shell zsh -f -i
zpty -w shell "PS1= PS2=; autoload -Uz compinit; compinit -D -u; source ${(q)1}"
# Says what matches, in place of adding it to the line.
zpty -w shell 'compadd() {
  if [[ " ${@[1,(i)--]}" = *" -"[OAD]* ]]; then builtin compadd "$@"; return; fi
  local -a hits; builtin compadd -O hits "$@"; print -rl -- offered:$^hits
}'
# Only once the line editor reads the terminal itself is a tab a key, and Control-U not the terminal's own.
zpty -w shell 'zle-line-init() { [[ -n $told ]] || print RE""ADY; told=1 }; zle -N zle-line-init'
zpty -r shell told '*READY*'
zpty -wn shell "$2"$'\t\C-u'
zpty -w shell "print DO''NE"
zpty -r shell told '*DONE*'
print -r -- "$told"
zpty -d shell
