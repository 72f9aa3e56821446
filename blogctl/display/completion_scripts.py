"""The completion script of each shell: hands over the line typed, shows what comes back."""

# Bash parts words at ':' and '=', and replaces but the last part: it is told where it does so.
# Written for bash 3.2, which macOS still has.
BASH = r"""_blogctl_completion() {
    local answer IFS=$'\n'
    COMPREPLY=()
    while read -r answer; do
        case "$answer" in
            $'\tfiles') type compopt > /dev/null 2>&1 && compopt -o default ;;
            $'\tfolders') type compopt > /dev/null 2>&1 && compopt -o dirnames ;;
            *) COMPREPLY+=("$answer") ;;
        esac
    done < <(env _BLOGCTL_LINE="${COMP_LINE:0:COMP_POINT}" _BLOGCTL_BREAKS="$COMP_WORDBREAKS" \
        _BLOGCTL_COMPLETE=complete_bash "$1" 2> /dev/null)
    case "${COMPREPLY[0]}" in
        *[:=/] | *.. | meta.) type compopt > /dev/null 2>&1 && compopt -o nospace ;;
    esac
}
if type compopt > /dev/null 2>&1; then
    complete -F _blogctl_completion blogctl
else
    complete -o default -F _blogctl_completion blogctl
fi
"""

# Words that begin as typed but for case and accents come in the place of that: -U.
ZSH = r"""#compdef blogctl
_blogctl() {
    local line="${(j: :)words[1,CURRENT-1]} $QIPREFIX$PREFIX"
    local typed="${(Q)${:-$QIPREFIX$PREFIX}}" answer word paths common
    local -a closed open anew
    while IFS= read -r answer; do
        if [[ "$answer" == $'\t'* ]]; then
            paths="${answer#$'\t'}"
            continue
        fi
        word="${answer%%$'\t'*}"
        answer="${${answer#"$word"}//\\/\\\\}"
        : ${common:=$word}
        while [[ "$word" != "$common"* ]]; do common="${common%?}"; done
        [[ "$word" == "$typed"* ]] || anew=(-U)
        answer="${${word//\\/\\\\}//:/\\:}${answer/#$'\t'/:}"
        if [[ "$word" == *([:=/]|..|meta.) ]]; then
            open+=("$answer")
        else
            closed+=("$answer")
        fi
    done < <(_BLOGCTL_COMPLETE=complete_zsh _BLOGCTL_LINE="$line" blogctl 2> /dev/null)
    case "$paths" in
        files) _files ;;
        folders) _files -/ ;;
    esac
    (( $#open )) && _describe -V blogctl open -S '' $anew
    (( $#closed )) && _describe -V blogctl closed $anew
    # Nothing that is typed is taken away.
    if (( $#open + $#closed && $#common < $#typed )); then
        compstate[insert]=''
        compstate[list]='list force'
    fi
}
if [[ "$funcstack[1]" == _blogctl ]]; then
    _blogctl "$@"
else
    compdef _blogctl blogctl
fi
"""

FISH = r"""function __blogctl_complete
    set -l line (commandline -cp | string collect)
    for answer in (_BLOGCTL_COMPLETE=complete_fish _BLOGCTL_LINE="$line" blogctl 2> /dev/null)
        switch $answer
            case \tfiles
                __fish_complete_path (commandline -ct)
            case \tfolders
                __fish_complete_directories (commandline -ct) ''
            case '*'
                printf '%s\n' $answer
        end
    end
end
complete --command blogctl --no-files --keep-order --arguments '(__blogctl_complete)'
"""

POWERSHELL = r"""Register-ArgumentCompleter -Native -CommandName blogctl -ScriptBlock {
    param($wordToComplete, $commandAst, $cursorPosition)
    $text = $commandAst.Extent.Text
    $length = $cursorPosition - $commandAst.Extent.StartOffset
    $line = if ($length -le $text.Length) { $text.Substring(0, $length) } else { "$text " }
    $encoding = [Console]::OutputEncoding
    try {
        [Console]::OutputEncoding = [System.Text.Encoding]::UTF8
        $env:PYTHONIOENCODING = 'utf-8'
        $env:_BLOGCTL_COMPLETE = 'complete_powershell'
        $env:_BLOGCTL_LINE = $line
        blogctl 2> $null | Where-Object { -not $_.StartsWith("`t") } | ForEach-Object {
            $word, $told = $_ -split "`t", 2
            if (-not $told) { $told = $word }
            [System.Management.Automation.CompletionResult]::new(
                $word, $word.Trim("'"), 'ParameterValue', $told)
        }
    } finally {
        [Console]::OutputEncoding = $encoding
        Remove-Item Env:PYTHONIOENCODING, Env:_BLOGCTL_COMPLETE, Env:_BLOGCTL_LINE
    }
}
"""

SCRIPTS = {"bash": BASH, "zsh": ZSH, "fish": FISH, "powershell": POWERSHELL}
