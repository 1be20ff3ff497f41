using System.CommandLine;

namespace NasPipelines.Cli.Tests;

internal sealed class FlagNamesTests
{
    private static readonly ParseResult Parsed = new RootCommand
    {
        new Command("work")
        {
            new Option<int>("--batch-size"), new Option<int>(
                "--batches"), new Option<int>("--cells"), new Option<bool>("--missing"), new Option<int>("--images"),
        },
    }.Parse("work");

    [TestCase("BatchSize must be in [2, 4096] (was 1). Batches must be in [1, 9] (was 0).",
        "--batch-size must be in [2, 4096] (was 1). --batches must be in [1, 9] (was 0).")]
    [TestCase("Network: CellsPerStage must be in [1, 64] (was 0).", "--cells must be in [1, 64] (was 0).")]
    [TestCase("leave it out, or set ZeroShotOptions.BatchSize to 2", "leave it out, or set --batch-size to 2")]
    [TestCase("set MissingScores to Drop", "set --missing to Drop")]
    public void In_Properties_BecomeTheFlagsThatSetThem(string message, string flags) =>
        Assert.That(FlagNames.In(message, Parsed), Is.EqualTo(flags));

    [TestCase("Images of 32 pixels", TestName = "In_AWordThatIsNoOption_Stays")]
    [TestCase("'BatchSize' is no column; data/BatchSize.tsv", TestName = "In_NamesOfColumnsAndFiles_Stay")]
    [TestCase("PathsPerStep must be in [1, 4096]", TestName = "In_AnOptionThatTheVerbLacks_Stays")]
    public void In_Others_Stay(string message) => Assert.That(FlagNames.In(message, Parsed), Is.EqualTo(message));
}
