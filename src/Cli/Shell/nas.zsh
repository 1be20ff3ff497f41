#compdef nas
# Completion of nas for zsh: source <(nas completion zsh)
_nas() {
    local line=${BUFFER[1,CURSOR]}
    local -a labels
    labels=(${(f)"$("${words[1]}" "[suggest:${#line}]" "$line" 2>/dev/null)"})
    (( ${#labels} )) && compadd -a labels
    [[ ${words[CURRENT]} == -* ]] || (( CURRENT < 3 )) || _files
}
compdef _nas nas
