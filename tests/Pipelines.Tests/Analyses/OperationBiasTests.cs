using Microsoft.ML;
using Microsoft.ML.Data;
using NasPipelines.Analyses;
using NasPipelines.Spaces;
using NasPipelines.TestKit;

namespace NasPipelines.Tests.Analyses;

[Parallelizable] // it computes for long
public sealed class OperationBiasTests
{
    private static readonly Dictionary<char, string> Names =
        new() { ['n'] = "none", ['s'] = "skip_connect", ['1'] = "nor_conv_1x1", ['3'] = "nor_conv_3x3", ['p'] = "avg_pool_3x3" };

    [Test]
    public void OperationBias_TheWholeSpace_CountsEveryPair()
    {
        var bias = Nb201Views.Nas.Analyses.BiasByOperation(Nb201Views.Accuracy, "c10_test_200", "c10_valid_200");
        Assert.That(bias.Pairs, Is.EqualTo(15_625 * 24 / 2));
        Assert.That(bias.Mutations, Has.Length.EqualTo(20));
        Assert.That(bias.Mutations.Select(m => m.Pairs), Is.All.EqualTo(6 * 3125));
        Assert.That(bias["none", "nor_conv_3x3"].TruthRises.Lower, Is.GreaterThan(0.8), "a convolution helps where there was nothing");
        Assert.That(
            bias["none", "nor_conv_3x3"].TruthRises.Value + bias["nor_conv_3x3", "none"].TruthRises.Value, Is.EqualTo(1).Within(1e-12));
    }

    [Test]
    public void OperationBias_ASample_EqualsCountingByHand()
    {
        var rows = GzipCsv.Read(TestData.Data("nb201/nb201_zc13_c10.csv.gz")).Join(
            GzipCsv.Read(TestData.Data("nb201/nb201_accuracy.csv.gz")), z => z["index"], a => a["index"],
            (z, a) => (Ops: a["ops"], Zen: Number(z["zen"]), Truth: Number(a["c10_test_200"]), Flops: Number(z["flops"])))
            .Where(r => r.Ops.StartsWith('3')).ToList();
        using var folder = new TemporaryFolder();
        var path = folder.File("sample.csv");
        File.WriteAllLines(
            path,
            rows.Select(r => FormattableString.Invariant($"{r.Ops},{r.Zen:R},{r.Truth:R},{r.Flops:R}")).Prepend("ops,zen,truth,flops"));

        var bias = Nb201Views.Nas.Analyses.BiasByOperation(
            Nb201Views.Nas.Data.LoadBenchmark(path, "nasbench201"), "truth", "zen", new() { ComplexityColumnName = "flops", Groups = 1 });

        var byHand = (from a in rows
                      from b in rows
                      let edge = a.Ops.AsSpan().CommonPrefixLength(b.Ops)
                      where edge < 6 && a.Ops[edge] == 's' && b.Ops[edge] == '3'
                      where a.Ops.AsSpan(edge + 1).SequenceEqual(b.Ops.AsSpan(edge + 1))
                      select (Truth: Rise(a.Truth, b.Truth), Score: Rise(a.Zen, b.Zen))).ToList();
        var entry = bias["skip_connect", "nor_conv_3x3"];
        using var scope = Assert.EnterMultipleScope();
        Assert.That(entry.Pairs, Is.EqualTo(byHand.Count));
        Assert.That(entry.TruthRises.Value, Is.EqualTo(byHand.Average(p => p.Truth)).Within(1e-12));
        Assert.That(entry.ScoreRises.Value, Is.EqualTo(byHand.Average(p => p.Score)).Within(1e-12));
        Assert.That(entry.Bias, Is.EqualTo(byHand.Average(p => p.Score - p.Truth)).Within(1e-12));
        Assert.That(entry.TruthTies, Is.EqualTo(byHand.Count(p => p.Truth == 0.5)));
        var deviation = Math.Sqrt(byHand.Average(p => Math.Pow(p.Score - p.Truth - entry.Bias, 2)) / (byHand.Count - 1));
        Assert.That(entry.BiasError, Is.EqualTo(deviation).Within(1e-12));
        Assert.That(bias.LargestGroup!.Value, Is.EqualTo(bias.Mutations).UsingPropertiesComparer(), "one group holds everything");
    }

    [Test]
    public void OperationBias_InTheLargestGroup_CountsPairsInsideItOnly()
    {
        var bias = Nb201Views.Nas.Analyses.BiasByOperation(
            Nb201Views.ProxiesAndAccuracy, "c10_test_200", "synflow", new() { ComplexityColumnName = "flops" });
        Assert.That(bias.LargestGroup!.Value.Sum(m => m.Pairs), Is.GreaterThan(0).And.LessThan(bias.Mutations.Sum(m => m.Pairs) / 4));
    }

    [Test]
    public void Proportion_Wilson_EqualsThePublishedExample()
    {
        var share = new Proportion(8, 10);
        Assert.That((share.Lower, share.Upper), Is.EqualTo((0.4902, 0.9433)).Using<(double, double)>(
            (a, b) => Math.Abs(a.Item1 - b.Item1) < 5e-5 && Math.Abs(a.Item2 - b.Item2) < 5e-5));
        Assert.That((new Proportion(0, 10).Lower, new Proportion(0, 10).Upper), Is.EqualTo((0.0, 0.2775)).Using<(double, double)>(
            (a, b) => Math.Abs(a.Item1 - b.Item1) < 5e-5 && Math.Abs(a.Item2 - b.Item2) < 5e-5));
    }

    [TestCaseSource(typeof(SpaceViews), nameof(SpaceViews.Names))]
    public void OperationBias_EverySpace_NamesWhatChanges(string name)
    {
        var space = SearchSpaces.Get(name);
        var centre = space.Sample(1, 5)[0];
        Architecture[] around = [centre, .. space.Neighbours(centre)];
        using var view = new SpaceViews(space, around.DistinctBy(a => a.Text));

        var bias = Nb201Views.Nas.Analyses.BiasByOperation(view.Data, "truth", "score");

        // Every neighbour that differs in one gene is a pair with the centre, and each change is counted by the names that the space gives.
        var changes = around.Skip(1).Where(a => a.Genes.Length == centre.Genes.Length)
            .Select(a => Enumerable.Range(0, a.Genes.Length).Where(g => a.Genes[g] != centre.Genes[g]).ToArray()).Zip(around.Skip(1))
            .Where(c => c.First.Length == 1).Select(
                c => space.GeneChange(c.First[0], centre.Genes[c.First[0]], c.Second.Genes[c.First[0]]));
        Assert.That(changes.Distinct(), Is.SubsetOf(bias.Mutations.Select(m => (m.From, m.To))));
        Assert.That(bias.Mutations.SelectMany(m => (string[])[m.From, m.To]), Has.None.Match(@"^\d+$"), "a number says nothing");
        Assert.That(bias.Mutations.Sum(m => m.Pairs), Is.EqualTo(2 * bias.Pairs));
    }

    [Test]
    public void Validate_SeveralFaults_AreAllReported() => Assert.That(
        () => new OperationBiasOptions { Groups = 0, ComplexityColumnName = "" }.Validate(),
        Throws.ArgumentException.With.Message.Contains("Groups must be in [1, 2147483647] (was 0).")
            .And.Message.Contains("ComplexityColumnName"));

    private static double Rise(double from, double to) => to > from ? 1 : to == from ? 0.5 : 0;

    private static double Number(string text) => double.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
