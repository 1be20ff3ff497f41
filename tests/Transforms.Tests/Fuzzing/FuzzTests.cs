using NasPipelines.TestKit;
using NasPipelines.Fixtures.Fuzzing;

namespace NasPipelines.Tests.Fuzzing;

/// <summary>A small share of what the benchmarks' fuzz program runs at length.</summary>
internal sealed class FuzzTests
{
    private static IEnumerable<TestCaseData> Targets() =>
        FuzzTargets.All.Select(target => new TestCaseData(target).SetArgDisplayNames(target.Name));

    [TestCaseSource(nameof(Targets))]
    public void Read_Undamaged_Succeeds(FuzzTarget target)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllBytes(folder.File(target.FileName), target.Wrap(target.Seeds[0]));
        Assert.That(() => target.Read(folder.File(target.FileName)), Throws.Nothing);
    }

    // Inputs of long runs that once ended in something else.
    [TestCase("nats-bench", 27519)]
    [TestCase("nats-bench", 49524)]
    [TestCase("png", 64702)]
    [TestCase("png", 79065)]
    public void Read_OnceMishandled_SucceedsOrSaysWhatIsWrongWithTheFile(string name, int round)
    {
        using var folder = new TemporaryFolder();
        var findings = Fuzzer.Run(FuzzTargets.All.Single(t => t.Name == name), folder.File("."), first: round, rounds: 1, seed: 1, out _);
        Assert.That(findings.Select(finding => finding.What), Is.Empty);
    }

    [TestCaseSource(nameof(Targets))]
    public void Read_Damaged_SucceedsOrSaysWhatIsWrongWithTheFile(FuzzTarget target)
    {
        using var folder = new TemporaryFolder();
        var findings = Fuzzer.Run(target, folder.File("."), first: 0, target.Rounds, seed: 1, out var succeeded);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(findings.Select(finding => $"{finding.Round}: {finding.What}").Take(5), Is.Empty);
            Assert.That(succeeded, Is.LessThan(target.Rounds));
        }
    }
}
