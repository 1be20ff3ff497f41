# Completion of nas for PowerShell: nas completion pwsh | Out-String | Invoke-Expression
Register-ArgumentCompleter -Native -CommandName nas -ScriptBlock {
    param($wordToComplete, $commandAst, $cursorPosition)
    $line = $commandAst.ToString()
    if ($cursorPosition -gt $line.Length) { $line = $line.PadRight($cursorPosition) }
    $line = $line.Substring(0, $cursorPosition)
    & $commandAst.CommandElements[0].Value "[suggest:$($line.Length)]" "$line" 2>$null | ForEach-Object {
        [System.Management.Automation.CompletionResult]::new($_, $_, 'ParameterValue', $_)
    }
}
