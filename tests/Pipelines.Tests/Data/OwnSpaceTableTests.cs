using Microsoft.ML;
using Microsoft.ML.Data;
using NasPipelines.Benchmarks;
using NasPipelines.Networks;
using NasPipelines.Networks.Graph;
using NasPipelines.Samples;
using NasPipelines.Search;
using NasPipelines.Spaces;
using NasPipelines.TestKit;

namespace NasPipelines.Tests.Data;

/// <summary>A table of a search space that is not listed: nothing looks it up by its name.</summary>
internal sealed class OwnSpaceTableTests
{
    private static readonly NasCatalog Nas = new MLContext(1).Nas();
    private static readonly Counted Space = new();

    private TemporaryFolder _folder = null!;
    private IDataView _table = null!;

    [SetUp]
    public void Load()
    {
        _folder = new();
        _table = Nas.Data.LoadBenchmark(Write("table.tsv", "truth", "score"), Space);
    }

    [TearDown]
    public void DeleteFolder() => _folder.Dispose();

    [Test]
    public void LoadBenchmark_ANameThatIsNotListed_SaysToPassTheSpaceItself() => Assert.That(
        () => Nas.Data.LoadBenchmark(_folder.File("table.tsv"), Space.Name),
        Throws.ArgumentException.With.Message.Contains("is passed as it is"));

    [Test]
    public void LoadBenchmark_TwoSpaces_IsRefused() => Assert.That(
        () => Nas.Data.LoadBenchmark(_folder.File("table.tsv"), Space, new() { Space = SearchSpaces.NasBench201 }),
        Throws.ArgumentException.With.Message.Contains("given twice").And.Message.Contains("nasbench201"));

    [Test]
    public void Evaluate_Costs_AreThoseOfTheSpace()
    {
        var evaluation = Nas.Evaluate(_table, "truth", "score", "params");
        var costs = Nas.Data.AddCosts(_table, ["params"]).GetColumn<double>("params");
        Assert.That(costs, Is.EqualTo(Space.Enumerate().Select(a => (double)Space.Cost(a).Parameters)));
        Assert.That(evaluation["params"].Count, Is.EqualTo(18));
    }

    [Test]
    public void Operations_OnItsRows_FindTheSpace()
    {
        var other = Nas.Data.LoadBenchmark(Write("other.tsv", "first", "second"), Space);
        var joined = Nas.Data.Join(_table, other).View;
        var sample = Nas.Data.SampleRows(joined, 12, seed: 1);
        var classes = Nas.Data.AggregateByClass(sample);
        var encoded = Nas.Data.Encode(sample, out var columns);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(joined.Schema.Select(c => c.Name), Is.EqualTo(new[] { "Architecture", "truth", "score", "first", "second" }));
            Assert.That(sample.GetColumn<string>("Architecture").Count(), Is.EqualTo(12));
            Assert.That(classes.GetColumn<string>("Architecture").Count(), Is.EqualTo(12));
            Assert.That(columns, Has.Count.EqualTo(3 + 3 + 2));
            Assert.That(Nas.Evaluate(encoded, "truth", "params", "second")["params"].Count, Is.EqualTo(12));
            Assert.That(Nas.Analyses.BiasByOperation(joined, "truth", "score").ToString(), Does.Contain("kernel=3"));
            Assert.That(Nas.Analyses.BiasByArchitecture(joined, "truth", "score").ToString(), Is.Not.Empty);
            Assert.That(
                Nas.Analyses.SimulateSearch(
                    joined, "truth", ["score"], SearchStrategy.RegularisedEvolution,
                    new() { Budget = 9, Repetitions = 2, Population = 5, Tournament = 3 }).ToString(),
                Is.Not.Empty);
            Assert.That(
                Nas.Report(joined, "truth", ["score", "params"], new() { Bootstrap = new() { Resamples = 10 } }).Html,
                Does.Contain("params"));
        }
    }

    [Test]
    public void Rows_OfATable_AreParsedOnce()
    {
        var before = Space.Parsed;
        var table = Nas.Data.LoadBenchmark(_folder.File("table.tsv"), Space);
        Nas.Evaluate(table, "truth", "score", "params", "flops");
        Nas.Data.Encode(Nas.Data.SampleRows(table, 12, seed: 1), out _);
        Nas.Analyses.BiasByArchitecture(table, "truth", "score");
        Assert.That(Space.Parsed - before, Is.EqualTo(18));
    }

    [Test]
    public void ReadBenchmark_OwnFormatOfTheSpace_TakesTheSpaceItself()
    {
        var path = Write("table.tsv", "truth", "score");
        var view = Nas.Data.ReadBenchmark(path, new Lines(), new() { SearchSpace = Space, Check = true });
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Nas.Evaluate(view, "truth", "params")["params"].Count, Is.EqualTo(18));
            Assert.That(() => Nas.Data.ReadBenchmark(path, new Lines()), Throws.ArgumentException.With.Message.Contains("counted"));
            Assert.That(
                () => Nas.Data.ReadBenchmark(path, new Lines(), new() { SearchSpace = SearchSpaces.NasBench201 }),
                Throws.ArgumentException.With.Message.Contains("counted").And.Message.Contains("nasbench201"));
        }
    }

    private string Write(string file, string first, string second)
    {
        var path = _folder.File(file);
        var rows = Space.Enumerate().Select((a, i) => FormattableString.Invariant($"{a.Text}\t{i * 7 % 11}\t{i * 5 % 13}"));
        File.WriteAllLines(path, [$"Architecture\t{first}\t{second}", .. rows]);
        return path;
    }

    // The space of the sample, with another encoding that counts.
    private sealed class Counted : ProductSpace
    {
        private readonly Stacks _stacks = new();
        private readonly Dashes _dashes = new();

        public int Parsed => _dashes.Parsed;

        public override string Name => "counted";

        public override IReadOnlyList<ArchitectureEncoding> Encodings => [_dashes];

        public override IReadOnlyList<GeneChoice> Choices => _stacks.Choices;

        public override NetworkGraph BuildNetwork(Architecture architecture, NetworkOptions? options = null) =>
            _stacks.BuildNetwork(new Architecture(_stacks, architecture.Genes.AsSpan()), options);
    }

    private sealed class Dashes : ArchitectureEncoding
    {
        private int _parsed;

        public int Parsed => _parsed;

        public override string Name => "dashes";

        public override string Description => "1-0-2";

        public override bool Recognises(ReadOnlySpan<char> text) => text.Contains('-');

        public override int[] Parse(string text)
        {
            Interlocked.Increment(ref _parsed);
            return [.. text.Split('-').Select(int.Parse)];
        }

        public override string Format(ReadOnlySpan<int> genes) => string.Join('-', genes.ToArray());
    }

    private sealed class Lines : BenchmarkFile
    {
        public override string Name => "lines";

        public override string Description => "a line per architecture";

        public override string Space => OwnSpaceTableTests.Space.Name;

        public override string Protocol => "Truth is truth.";

        public override string Truth => "truth";

        protected override void Read(string path, BenchmarkReadOptions options, BenchmarkRows rows)
        {
            foreach (var line in File.ReadLines(path).Skip(1))
            {
                var fields = line.Split('\t');
                rows.Set(
                    rows.Add(fields[0]), "truth", "made up", double.Parse(fields[1], System.Globalization.CultureInfo.InvariantCulture));
            }

            rows.Source(path);
        }
    }
}
