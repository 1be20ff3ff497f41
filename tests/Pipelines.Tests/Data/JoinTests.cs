using Microsoft.ML;
using Microsoft.ML.Data;
using NasPipelines.Architectures;
using NasPipelines.TestKit;
using NasPipelines.Tests.Analyses;

namespace NasPipelines.Tests.Data;

public sealed class JoinTests
{
    private static readonly NasCatalog Nas = Nb201Views.Nas;

    [Test]
    public void Join_ProxiesWithAccuracies_GivesEachRowItsOwnNumbers()
    {
        var joined = Nas.Data.Join(Nb201Views.Proxies, Nb201Views.Accuracy, new() { Columns = ["c10_test_200"] });
        var accuracy = GzipCsv.Read(TestData.Data("nb201/nb201_accuracy.csv.gz")).ToDictionary(r => r["index"]);
        double[] expected = [.. GzipCsv.Read(TestData.Data("nb201/nb201_zc13_c10.csv.gz")).Select(r => double.Parse(accuracy[r["index"]]["c10_test_200"]))];

        Assert.That((joined.Rows, joined.Matched, joined.OnlyInFirst, joined.OnlyInSecond), Is.EqualTo((9445, 9445, 0, 15_625 - 9445)));
        Assert.That(joined.View.GetColumn<double>("c10_test_200"), Is.EqualTo(expected));
        Assert.That(joined.View.GetColumn<double>("zen").First(), Is.EqualTo(184.955));
    }

    [Test]
    public void Join_RowsThatTheSecondLacks_AreDroppedKeptOrRefused()
    {
        var kept = Nas.Data.Join(Nb201Views.Accuracy, Nb201Views.Proxies, new() { Columns = ["zen"], Unmatched = UnmatchedRows.Keep });
        var dropped = Nas.Data.Join(Nb201Views.Accuracy, Nb201Views.Proxies, new() { Columns = ["zen"] });

        Assert.That((kept.Rows, kept.Matched, kept.OnlyInFirst, kept.OnlyInSecond), Is.EqualTo((15_625, 9445, 6180, 0)));
        Assert.That(kept.View.GetColumn<double>("zen").Count(double.IsNaN), Is.EqualTo(6180));
        Assert.That((dropped.Rows, dropped.OnlyInFirst), Is.EqualTo((9445, 6180)));
        Assert.That(
            () => Nas.Data.Join(Nb201Views.Accuracy, Nb201Views.Proxies, new() { Unmatched = UnmatchedRows.Fail }),
            Throws.InstanceOf<InvalidDataException>().With.Message.Contains("6180 of 15625 rows"));
    }

    [Test]
    public void Join_EquivalentEncodings_TakeTheMeanOfTheirEquals()
    {
        using var folder = new TemporaryFolder();
        var first = Table(folder, "a", "ops,x\nnnn3nn,1\n");
        var second = Table(folder, "b", "ops,y\nnnn3nn,10\nsnnn3n,20\n3nnnnn,5\n"); // a 3×3 convolution from input to output, twice, and a dead one

        var exact = Nas.Data.Join(first, second);
        var equivalent = Nas.Data.Join(first, second, new() { MatchEquivalent = true });

        Assert.That(exact.View.GetColumn<double>("y"), Is.EqualTo(new[] { 10.0 }));
        Assert.That(exact.OnlyInSecond, Is.EqualTo(2));
        Assert.That(equivalent.View.GetColumn<double>("y"), Is.EqualTo(new[] { 15.0 }));
        Assert.That(equivalent.OnlyInSecond, Is.EqualTo(1));
    }

    [Test]
    public void Join_FaultyTables_SaysWhatIsWrong()
    {
        using var folder = new TemporaryFolder();
        var first = Table(folder, "a", "ops,x\nnnn3nn,1\n");
        Assert.That(() => Nas.Data.Join(first, first), Throws.ArgumentException.With.Message.Contains("columns x"));
        Assert.That(
            () => Nas.Data.Join(first, Table(folder, "b", "ops,y\nnnn3nn,1\nnnn3nn,2\n")), Throws.InstanceOf<InvalidDataException>().With.Message.Contains("in 2 rows, 0 and 1"));
        Assert.That(() => Nas.Data.Join(first, Table(folder, "c", "ops,y\nssssss,1\n")), Throws.InstanceOf<InvalidDataException>().With.Message.Contains("1 of 1 rows"));
        Assert.That(() => Nas.Data.Join(first, first, new() { Columns = ["x", "x"], Unmatched = (UnmatchedRows)9 }), Throws.ArgumentException.With.Message.Contains("Drop").And.Message.Contains("repeat"));
    }

    [Test]
    public void AggregateByClass_LiteratureRule_GivesThePublishedClassesAndMeans()
    {
        var classes = Nas.Data.AggregateByClass(Nb201Views.Accuracy, ArchitectureEquivalence.Literature);
        var table = Nb201Table.Read();
        var expected = table.Ops.Zip(table.Column("c10_test_200")).GroupBy(o => Nb201Table.Class(o.First)).Select(g => (Size: (double)g.Count(), Mean: g.Average(o => o.Second))).ToList();

        Assert.That(classes.GetRowCount(), Is.EqualTo(6466));
        Assert.That(classes.GetColumn<double>("ClassSize"), Is.EqualTo(expected.Select(e => e.Size)));
        Assert.That(classes.GetColumn<double>("c10_test_200"), Is.EqualTo(expected.Select(e => e.Mean)).Within(1e-12));
        Assert.That(() => Nas.Data.AggregateByClass(classes), Throws.ArgumentException.With.Message.Contains("ClassSize"));
    }

    [Test]
    public void AggregateByClass_ParameterCounts_ComeWithinARoundingOfThePublishedRow()
    {
        var table = Nb201Table.Read();
        using var folder = new TemporaryFolder();
        var rows = table.Ops.Zip(table.Column("c10_valid_200_naslib"), (ops, truth) => FormattableString.Invariant($"{ops},{truth:R},{Nb201Table.Params(ops)},{Nb201Table.ActiveParams(ops)}"));
        File.WriteAllLines(folder.File("classes.csv"), rows.Prepend("ops,truth,params,active"));
        var classes = Nas.Data.AggregateByClass(Nas.Data.LoadBenchmark(folder.File("classes.csv"), "nasbench201"), ArchitectureEquivalence.Literature);

        var evaluation = Nas.Evaluate(classes, "truth", ["params", "active"], new() { Ratios = [0.05] });

        // Published: params .5485 / .7277, active .5484 / .7274, WR .694, from representatives of the classes that are not known; here class means.
        Assert.That(evaluation["active"].Kendall, Is.EqualTo(.5484).Within(3e-4));
        Assert.That(evaluation["params"].Kendall, Is.EqualTo(.5485).Within(3e-3));
        Assert.That(evaluation.Select(m => m.Spearman), Is.EqualTo(new[] { .7277, .7274 }).Within(3e-3));
        Assert.That(evaluation.Select(m => m["worstRank", 0.05].Value), Is.All.EqualTo(.694).Within(7e-4));
    }

    [Test]
    public void AggregateByClass_MissingValues_AreLeftOutOfTheMean()
    {
        using var folder = new TemporaryFolder();
        var view = Table(folder, "a", "ops,x,y\nnnn3nn,10,\nsnnn3n,20,4\nnnnpnn,,\nssssss,1,1\n");

        var classes = Nas.Data.AggregateByClass(view);

        Assert.That(classes.GetColumn<double>("ClassSize"), Is.EqualTo(new double[] { 2, 1, 1 }));
        Assert.That(classes.GetColumn<double>("x"), Is.EqualTo(new[] { 15, double.NaN, 1 }));
        Assert.That(classes.GetColumn<double>("y"), Is.EqualTo(new[] { 4, double.NaN, 1 }));
    }

    [Test]
    public void Encode_Architectures_HasAOneForEachGene()
    {
        var encoded = Nas.Data.Encode(Nas.Data.Sample("nasbench201", 200, 3), out var names);

        Assert.That(names, Has.Count.EqualTo(30));
        double[][] columns = [.. names.Select(n => encoded.GetColumn<double>(n).ToArray())];
        Assert.That(Enumerable.Range(0, 200).Select(row => columns.Sum(c => c[row])), Is.All.EqualTo(6));
        var first = SearchSpaces.NasBench201.Parse(encoded.GetColumn<string>("Architecture").First());
        Assert.That(names.Where((_, i) => columns[i][0] == 1), Is.EqualTo(first.Genes.Select((value, gene) => $"gene{gene}={value}")));
    }

    private static IDataView Table(TemporaryFolder folder, string name, string text)
    {
        var path = folder.File(name + ".csv");
        File.WriteAllText(path, text);
        return Nas.Data.LoadBenchmark(path, "nasbench201");
    }
}
