using Microsoft.ML;
using Microsoft.ML.Data;
using NasPipelines.Data;
using NasPipelines.Spaces;
using NasPipelines.TestKit;
using NasPipelines.Tests.Analyses;
using NasPipelines.Tests.Ranking;

namespace NasPipelines.Tests.Data;

public sealed class JoinTests
{
    private static readonly NasCatalog Nas = Nb201Views.Nas;

    [Test]
    public void Join_ProxiesWithAccuracies_GivesEachRowItsOwnNumbers()
    {
        var joined = Nas.Data.Join(Nb201Views.Proxies, Nb201Views.Accuracy, new() { Columns = ["c10_test_200"] });
        var accuracy = GzipCsv.Read(TestData.Data("nb201/nb201_accuracy.csv.gz")).ToDictionary(r => r["index"]);
        double[] expected =
            [.. GzipCsv.Read(TestData.Data("nb201/nb201_zc13_c10.csv.gz")).Select(r => double.Parse(accuracy[r["index"]]["c10_test_200"]))];

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
        // a 3×3 convolution from input to output, twice, and a dead one
        var second = Table(folder, "b", "ops,y\nnnn3nn,10\nsnnn3n,20\n3nnnnn,5\n");

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
            () => Nas.Data.Join(first, Table(folder, "b", "ops,y\nnnn3nn,1\nnnn3nn,2\n")),
            Throws.InstanceOf<InvalidDataException>().With.Message.Contains("in 2 rows, 0 and 1"));
        Assert.That(
            () => Nas.Data.Join(first, Table(folder, "c", "ops,y\nssssss,1\n")),
            Throws.InstanceOf<InvalidDataException>().With.Message.Contains("1 of 1 rows"));
        Assert.That(
            () => Nas.Data.Join(first, first, new() { Columns = ["x", "x"], Unmatched = (UnmatchedRows)9 }),
            Throws.ArgumentException.With.Message.Contains("Drop").And.Message.Contains("repeat"));
    }

    [Test]
    public void AggregateByClass_LiteratureRule_GivesThePublishedClassesAndMeans()
    {
        var classes = Nas.Data.AggregateByClass(Nb201Views.Accuracy, ArchitectureEquivalence.Literature);
        var table = Nb201Table.Read();
        var expected = table.Ops.Zip(table.Column("c10_test_200")).GroupBy(o => Nb201Table.Class(o.First))
            .Select(g => (Size: (double)g.Count(), Mean: g.Average(o => o.Second))).ToList();

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
        var rows = table.Ops.Zip(
            table.Column("c10_valid_200_naslib"),
            (ops, truth) => FormattableString.Invariant($"{ops},{truth:R},{Nb201Table.Params(ops)},{Nb201Table.ActiveParams(ops)}"));
        File.WriteAllLines(folder.File("classes.csv"), rows.Prepend("ops,truth,params,active"));
        var classes = Nas.Data.AggregateByClass(
            Nas.Data.LoadBenchmark(folder.File("classes.csv"), "nasbench201"), ArchitectureEquivalence.Literature);

        var evaluation = Nas.Evaluate(classes, "truth", ["params", "active"], new() { Ratios = [0.05] });

        // Published: params .5485 / .7277, active .5484 / .7274, WR .694, from representatives of the classes that are not known; here
        // class means.
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

    [Test]
    public void Join_AScoredViewOnEitherSide_KeepsWhereEachScoreComesFrom()
    {
        using var folder = new TemporaryFolder();
        var table = Table(folder, "a", "ops,x\nnnn3nn,1\nssssss,2\n");
        using var stage = Nas.Transforms.ZeroShot(["params"], new() { SearchSpace = SearchSpaces.NasBench201 }).Fit(table);
        var scored = Nas.Data.SampleRows(stage.Transform(Nas.Data.Enumerate("nasbench201")), 40, 1);
        var of = Nas.Data.LoadBenchmark(folder.File("a.csv"), "nasbench201");
        var both = stage.Transform(Table(folder, "b", "ops,y\nnnn3nn,3\nssssss,4\n"));

        foreach (var joined in (IDataView[])[Nas.Data.Join(both, of).View, Nas.Data.Join(of, both).View])
        {
            Assert.That(
                Annotations(joined.Schema["params"]),
                Is.EqualTo(Annotations(both.Schema["params"])).And.ContainKey("Direction").And.ContainKey("Provenance"));
            Assert.That(joined.GetColumn<string>("ScoreStatus"), Is.EqualTo(both.GetColumn<string>("ScoreStatus")));
            Assert.That(joined.GetColumn<double>("params"), Is.EqualTo(both.GetColumn<double>("params")));
            Assert.That(Annotations(joined.Schema["Architecture"])["SearchSpace"], Is.EqualTo("nasbench201"));
            Assert.That(
                Annotations(joined.Schema["Architecture"])["Provenance"],
                Does.Contain("\"join\"").And.Contain("a.csv").And.Contain("b.csv"));
        }

        var aggregated = Nas.Data.AggregateByClass(scored);
        var encoded = Nas.Data.Encode(scored, out var names);
        Assert.That(Annotations(aggregated.Schema["params"]), Is.EqualTo(Annotations(scored.Schema["params"])));
        Assert.That(Annotations(aggregated.Schema["Architecture"])["Provenance"], Does.Contain("class means").And.Contain("enumeration"));
        Assert.That(Annotations(encoded.Schema["params"]), Is.EqualTo(Annotations(scored.Schema["params"])));
        Assert.That(Annotations(encoded.Schema["Architecture"]), Is.EqualTo(Annotations(scored.Schema["Architecture"])));
        Assert.That(encoded.GetColumn<string>("ScoreStatus"), Is.EqualTo(scored.GetColumn<string>("ScoreStatus")));
        Assert.That(names, Is.Not.Empty);
    }

    [Test]
    public void Join_AnnotationsThatNobodyKnows_TravelToo()
    {
        using var folder = new TemporaryFolder();
        var first = Annotated("Mine", new[] { 1.0, 2.0 });
        var second = Table(folder, "b", "ops,y\nnnn3nn,3\nssssss,4\n");

        var joined = Nas.Data.Join(second, first).View;

        VBuffer<double> numbers = default;
        joined.Schema["score"].Annotations.GetValue("Mine", ref numbers);
        Assert.That(numbers.DenseValues().ToArray(), Is.EqualTo(new[] { 1.0, 2.0 }));
        Assert.That(joined.GetColumn<string>("note"), Is.EqualTo(new[] { "good", "bad" }));

        static IDataView Annotated(string kind, double[] values)
        {
            var annotations = new DataViewSchema.Annotations.Builder();
            annotations.Add(
                kind, new VectorDataViewType(NumberDataViewType.Double, values.Length),
                (ref VBuffer<double> buffer) => buffer = new(values.Length, values));
            var space = new DataViewSchema.Annotations.Builder();
            space.AddPrimitiveValue("SearchSpace", TextDataViewType.Instance, "nasbench201".AsMemory());
            return new NasPipelines.Data.TableView(
                new("Architecture", new[] { "nnn3nn", "ssssss" }, space.ToAnnotations()),
                new("score", new[] { 5.0, 6.0 }, annotations.ToAnnotations()),
                new("note", new[] { "good", "bad" }));
        }
    }

    [Test]
    public void Join_TextsOfUnmatchedRowsAndOfEquals_AreEmptyAndListed()
    {
        using var folder = new TemporaryFolder();
        var first = Table(folder, "a", "ops,x\nnnn3nn,1\npppppp,2\n");
        var encodings = new NasPipelines.Data.TableColumn(
            "Architecture", new[] { "nnn3nn", "snnn3n", "ssssss" }, first.Schema["Architecture"].Annotations);
        var second = new NasPipelines.Data.TableView(encodings, new("note", new[] { "a", "b", "c" }));

        var kept = Nas.Data.Join(first, second, new() { Unmatched = UnmatchedRows.Keep, MatchEquivalent = true }).View;

        Assert.That(kept.GetColumn<string>("note"), Is.EqualTo(new[] { "a; b", "" }));
        Assert.That(() => Nas.Data.Join(second, second), Throws.ArgumentException.With.Message.Contains("columns note"));
        Assert.That(
            () => Nas.Data.Join(first, second, new() { Columns = ["colour"] }),
            Throws.ArgumentException.With.Message.Contains("colour").And.Message.Contains("note"));
    }

    [Test]
    public void JoinEncodeAndSample_AColumnOfArchitecturesOfAnotherName_WorkAlike()
    {
        using var folder = new TemporaryFolder();
        var first = Renamed(Table(folder, "a", "ops,x\nnnn3nn,1\nssssss,2\n"));
        var second = Renamed(Table(folder, "b", "ops,y\nssssss,4\nnnn3nn,3\n"));

        var joined = Nas.Data.Join(first, second, new() { ArchitectureColumnName = "Cell" }).View;

        Assert.That(joined.Schema.Select(c => c.Name), Is.EqualTo(new[] { "Cell", "x", "y" }));
        Assert.That(joined.GetColumn<double>("y"), Is.EqualTo(new[] { 3.0, 4.0 }));
        Assert.That(Nas.Data.Encode(joined, out _, "Cell").GetColumn<string>("Cell"), Is.EqualTo(joined.GetColumn<string>("Cell")));
        Assert.That(Nas.Data.AggregateByClass(joined, architectureColumnName: "Cell").GetRowCount(), Is.EqualTo(2));
        var sample = Nas.Data.SampleRows(joined, 1, 1, "Cell");
        Assert.That(sample.Schema.Select(c => c.Name), Is.EqualTo(joined.Schema.Select(c => c.Name)));
        Assert.That(sample.GetColumn<string>("Cell").Count(), Is.EqualTo(1));
        Assert.That(
            () => Nas.Data.SampleRows(joined, 1, 1),
            Throws.ArgumentException.With.Message.Contains("'Architecture'").And.Message.Contains("Cell, x, y"));
        Assert.That(() => Nas.Data.Join(first, second), Throws.ArgumentException.With.Message.Contains("'Architecture'"));

        static IDataView Renamed(IDataView view)
        {
            var ml = new MLContext(1);
            var copied = ml.Transforms.CopyColumns("Cell", "Architecture").Fit(view).Transform(view);
            return ml.Transforms.SelectColumns(["Cell", .. view.Schema.Select(c => c.Name).Where(n => n != "Architecture")])
                .Fit(copied).Transform(copied);
        }
    }

    [Test]
    public void AggregateEncodeAndJoin_NoRows_GiveNoRows()
    {
        var none = Nas.Data.SampleRows(Nas.Data.Sample("nasbench201", 5, 1), 0, 1);
        Assert.That(Nas.Data.AggregateByClass(none).GetColumn<double>("ClassSize"), Is.Empty);
        Assert.That(Nas.Data.Encode(none, out _).GetColumn<string>("Architecture"), Is.Empty);
        Assert.That(
            () => Nas.Data.Join(none, Nb201Views.Proxies), Throws.InstanceOf<InvalidDataException>().With.Message.Contains("no rows"));
    }

    private static Dictionary<string, string> Annotations(DataViewSchema.Column column) =>
        column.Annotations.Schema.ToDictionary(kind => kind.Name, kind =>
        {
            ReadOnlyMemory<char> text = default;
            column.Annotations.GetValue(kind.Name, ref text);
            return text.ToString();
        });

    private static IDataView Table(TemporaryFolder folder, string name, string text)
    {
        var path = folder.File(name + ".csv");
        File.WriteAllText(path, text);
        return Nas.Data.LoadBenchmark(path, "nasbench201");
    }
}
