# ask.fish SCRIPT LINE: what fish offers at the end of the line, one a line with its description.
source $argv[1]
complete -C $argv[2]
