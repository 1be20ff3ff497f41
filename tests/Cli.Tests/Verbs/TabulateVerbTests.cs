using NasPipelines.Scoring.Journals;
using NasPipelines.TestKit;

namespace NasPipelines.Cli.Tests.Verbs;

internal sealed class TabulateVerbTests
{
    [Test]
    public async Task Tabulate_StoppedAndStartedAgain_TrainsEachOnceAndWritesATable()
    {
        using var folder = new TemporaryFolder();
        string[] arguments =
        [
            "tabulate", "--space", "nasbench201", "--images", "tiny", "--sample", "1", "--seeds", "2", "--channels", "2", "--epochs", "1",
            "--batch-size", "500",
            "--output", folder.File("table.tsv"), "--json",
        ];
        using var stop = new CancellationTokenSource();
        var error = new StoppingWriter(stop, "1/2");
        var code = await NasCommand.RunAsync(arguments, new Terminal(TextWriter.Null, error), stop.Token);
        var run = await Nas.Run(arguments);
        var table = File.ReadAllLines(folder.File("table.tsv"));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(code, Is.EqualTo(1));
            Assert.That(error.ToString(), Does.Contain("table.tsv.journal"));
            Assert.That(run.ExitCode, Is.Zero, run.Error);
            Assert.That(run.Error.TrimEnd().Split('\n'), Has.Length.EqualTo(1), "the other was in the journal");
            Assert.That(run.Json.GetProperty("architectures").GetInt32(), Is.EqualTo(1));
            Assert.That(run.Json.GetProperty("trainings").GetInt32(), Is.EqualTo(2));
            using var journal = ScoreJournal.Open(folder.File("table.tsv.journal"));
            Assert.That(journal.Count, Is.EqualTo(2 * 5), "five results of each training, each once");
            Assert.That(
                table[0].Split('\t'),
                Is.EqualTo(new[] { "Architecture", "accuracy", "accuracy_1", "accuracy_2", "loss", "seconds", "params", "flops" }));
            Assert.That(table, Has.Length.EqualTo(2));
        }
    }

    [Test]
    public async Task Tabulate_OtherWorkersOnOneJournal_TrainsNothingAgainAndWritesTheSameBytes()
    {
        using var folder = new TemporaryFolder();
        string[] arguments =
        [
            "tabulate", "--space", "nasbench201", "--images", "tiny", "--sample", "2", "--channels", "2", "--epochs", "1", "--batch-size",
            "500",
            "--journal", folder.File("journal"), "--output",
        ];
        var first = await Nas.Run([.. arguments, folder.File("first.tsv")]);
        var second = await Nas.Run([.. arguments, folder.File("second.tsv"), "--workers", "2"]);
        using (Assert.EnterMultipleScope())
        {
            Assert.That((first.ExitCode, second.ExitCode), Is.EqualTo((0, 0)), first.Error + second.Error);
            Assert.That(first.Error.TrimEnd().Split('\n'), Has.Length.EqualTo(2), "a line for each training");
            Assert.That(second.Error, Is.Empty, "all were in the journal");
            Assert.That(File.ReadAllBytes(folder.File("second.tsv")), Is.EqualTo(File.ReadAllBytes(folder.File("first.tsv"))));
        }
    }
}
