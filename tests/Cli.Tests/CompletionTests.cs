using System.Diagnostics;
using NasPipelines.TestKit;

namespace NasPipelines.Cli.Tests;

/// <summary>What could come next in a command line, and the scripts by which shells ask.</summary>
internal sealed class CompletionTests
{
    [TestCase("nas ev", "evaluate")]
    [TestCase("nas score nasb", "nasbench101 nasbench1shot1-3 nasbench201 nasbench301")]
    [TestCase("nas score x --pro", "--proxies")]
    [TestCase("nas score x --proxies snip,relu_", "snip,relu_logdet")]
    [TestCase("nas score x --proxies la", "label-free layers")]
    [TestCase("nas score x --form enc", "encoded")]
    [TestCase("nas completion p", "pwsh")]
    [TestCase("nas", "")]
    public async Task Suggest_ALine_GivesWhatCouldComeNext(string line, string labels) => Assert.That(
        (await Nas.Run($"[suggest:{line.Length}]", line)).Output.Split(
            '\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries),
        Is.EquivalentTo(labels.Split(' ', StringSplitOptions.RemoveEmptyEntries)));

    // The script in a real bash, with the command as it was built.
    [Test]
    [Platform("Linux")]
    public async Task Completion_InBash_CompletesVerbsOptionsValuesAndFiles()
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(folder.File("nas.bash"), (await Nas.Run("completion", "bash")).Output);
        await File.WriteAllTextAsync(folder.File("nasty table.csv"), "");
        await File.WriteAllTextAsync(folder.File("test.bash"), $$"""
            nas() { dotnet '{{typeof(NasCommand).Assembly.Location}}' "$@"; }
            source nas.bash
            ask() {
                COMP_LINE="$*"; COMP_POINT=${#COMP_LINE}
                read -ra COMP_WORDS <<< "$COMP_LINE"
                [[ $COMP_LINE == *' ' ]] && COMP_WORDS+=("")
                COMP_CWORD=$(( ${#COMP_WORDS[@]} - 1 ))
                _nas nas
                printf '%s;' "${COMPREPLY[@]}"; echo
            }
            ask nas est
            ask 'nas score x --fallb'
            ask 'nas score x --proxies synf'
            ask 'nas score nas'
            complete -p nas
            """);
        var start = new ProcessStartInfo("bash", ["test.bash"])
        {
            WorkingDirectory = folder.File("."), RedirectStandardOutput = true, RedirectStandardError = true,
        };
        using var bash = Process.Start(start)!;
        var error = bash.StandardError.ReadToEndAsync();
        string[] lines = [.. (await bash.StandardOutput.ReadToEndAsync()).Split('\n', StringSplitOptions.RemoveEmptyEntries)];
        using (Assert.EnterMultipleScope())
        {
            Assert.That(lines[0], Is.EqualTo("estimators;"), await error);
            Assert.That(lines[1], Is.EqualTo("--fallback-to-cpu;"));
            Assert.That(lines[2].Split(';'), Is.SupersetOf(new[] { "synflow", "synflow_bn" }));
            Assert.That(lines[3].Split(';'), Is.SupersetOf(new[] { "nasbench201", "nas.bash" }));
            Assert.That(lines[4], Does.Contain("-F _nas nas"));
        }
    }

    [TestCase("bash")]
    [TestCase("zsh")]
    [TestCase("pwsh")]
    public async Task Completion_OfAShell_AsksTheCommand(string shell) =>
        Assert.That((await Nas.Run("completion", shell)).Output, Does.Contain("[suggest:").And.Contain("nas"));
}
