# Completion of nas for bash: source <(nas completion bash)
_nas() {
    local line=${COMP_LINE:0:COMP_POINT} word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD-1]} label
    COMPREPLY=()
    while IFS= read -r label; do
        [[ -n $label ]] && COMPREPLY+=("$(printf '%q' "$label")")
    done < <("$1" "[suggest:${#line}]" "$line" 2>/dev/null)
    if (( COMP_CWORD > 1 )) && [[ $word != -* && $before != --* ]]; then
        while IFS= read -r label; do COMPREPLY+=("$label"); done < <(compgen -f -- "$word")
    fi
}
complete -o bashdefault -o default -F _nas nas
