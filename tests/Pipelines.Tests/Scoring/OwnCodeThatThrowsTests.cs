using System.Numerics;
using Microsoft.ML;
using Microsoft.ML.Data;
using NasPipelines.Evaluation;
using NasPipelines.Networks;
using NasPipelines.Networks.Graph;
using NasPipelines.Ranking;
using NasPipelines.Ranking.Statistics;
using NasPipelines.Samples;
using NasPipelines.Scoring;
using NasPipelines.Spaces;
using NasPipelines.Stages;
using NasPipelines.TestKit;
using NasPipelines.ZeroShot;

namespace NasPipelines.Tests.Scoring;

/// <summary>Estimators, spaces and criteria of a user's own that throw: a missing value with the reason, and the others go on.</summary>
public sealed class OwnCodeThatThrowsTests
{
    private readonly MLContext _ml = new(seed: 1);

    [Test]
    public void OwnProxy_ThatThrowsAtOneArchitecture_IsMissingThereAndNamesIt()
    {
        var view = TinyNetworks.View(_ml, SearchSpaces.NasBench201, 6);
        string[] texts = [.. view.GetColumn<string>("Architecture")];
        using var model = _ml.Nas().Transforms.ZeroShot(
            [ZeroShotProxies.Get("l2_norm"), new Flaky(failsAt: 2), new ThrowsOfEncoding()],
            TinyNetworks.Options(SearchSpaces.NasBench201)).Fit(view);

        var summary = model.ScoreAll(view, new() { Workers = 1 });
        var scored = model.Transform(view);
        string[] reasons = [.. scored.GetColumn<string>("ScoreStatus")];
        var failed = Array.FindIndex([.. scored.GetColumn<double>("flaky")], double.IsNaN);

        Assert.That(scored.GetColumn<double>("l2_norm"), Has.None.NaN);
        Assert.That(scored.GetColumn<double>("flaky").Count(double.IsNaN), Is.EqualTo(1));
        Assert.That(reasons[failed], Does.Contain($"flaky: InvalidOperationException at {texts[failed]}: a bug"));
        Assert.That(reasons.Select((r, i) => r.Contains($"of_encoding: DivideByZeroException at {texts[i]}")), Is.All.True);
        Assert.That(summary.Failed, Is.Zero);
    }

    [TestCase("BuildNetwork")]
    [TestCase("CanonicalForm")]
    [TestCase("Cost")]
    public void OwnSpace_ThatThrowsAtOneArchitecture_IsMissingThereAndNamesIt(string member)
    {
        var space = new Broken(member);
        var view = ArchitectureColumn.ViewOf(space, [.. space.Enumerate()]);
        using var model = _ml.Nas().Transforms.ZeroShot(
            ["params", "l2_norm"], new() { Network = new() { Channels = 4, ImageSize = 8 }, Threads = 1 }).Fit(view);

        var summary = model.ScoreAll(view, new() { Workers = 2 });
        string[] reasons = [.. model.Transform(view).GetColumn<string>("ScoreStatus")];

        Assert.That(reasons[1], Does.Contain("NotSupportedException at 1: not this one"));
        Assert.That(reasons.Where((_, i) => i != 1), Is.All.Empty);
        Assert.That(model.Transform(view).GetColumn<double>("l2_norm").Select(double.IsNaN), Is.EqualTo(reasons.Select(r => r.Length > 0)));
        Assert.That(summary.Rows, Is.EqualTo(3));
    }

    [Test]
    public void OwnSpace_WhoseValidationThrows_IsABadRowThatIsNamed()
    {
        var space = new Broken("Validate");
        var rows = _ml.Data.LoadFromEnumerable([new ArchitectureRow { Architecture = "0" }, new ArchitectureRow { Architecture = "1" }]);
        using var failing = _ml.Nas().Transforms.ZeroShot(["params"], new() { SearchSpace = space }).Fit(rows);
        using var missing = _ml.Nas().Transforms
            .ZeroShot(["params"], new() { SearchSpace = space, BadRows = BadRows.Missing }).Fit(rows);

        Assert.That(
            () => failing.Transform(rows).GetColumn<double>("params").ToList(),
            Throws.TypeOf<FormatException>().With.Message.Contains("Row 1").And.Message.Contains("not this one"));
        Assert.That(missing.Transform(rows).GetColumn<double>("params").Select(double.IsNaN), Is.EqualTo(new[] { false, true }));
    }

    [Test]
    public void OwnCriterion_ThatThrows_IsMissingBesideTheOthers()
    {
        double[] truth = [1, 2, 3, 4], scores = [1, 3, 2, 4];
        var options = new RankingEvaluationOptions { Criteria = [Criteria.Get("kendall"), new Bad()] };
        var evaluation = RankingEvaluation.Compute("truth", truth, [new("score", scores)], options);

        Assert.That(evaluation[0].Kendall, Is.EqualTo(2.0 / 3).Within(1e-12));
        Assert.That(evaluation[0]["bad"].Reason, Does.Contain("Bad threw InvalidOperationException: a bug"));
        Assert.That(evaluation.ToString(), Does.Contain("BAD"));
        var view = _ml.Data.LoadFromEnumerable(truth.Zip(scores, (t, s) => new Judged { Truth = t, Score = s }));
        var bootstrap = _ml.Nas().Bootstrap(view, "Truth", ["Score"], options, new() { Resamples = 10 });
        Assert.That(bootstrap.ToString(), Does.Contain("KD").And.Contain("BAD"));
    }

    [TestCase("synflow")]
    [TestCase("Params")]
    public void OwnProxy_WithAListedName_IsRefused(string name) => Assert.That(
        () => _ml.Nas().Transforms.ZeroShot([new Named(name)], new ZeroShotOptions()),
        Throws.ArgumentException.With.Message.Contains($"'{name}' is the name of an estimator that comes with the product"));

    private abstract class Own(string name, ZeroShotNeeds needs) : ZeroShotProxy
    {
        public override string Name => name;

        public override string Description => name;

        public override ZeroShotNeeds Needs => needs;

        public override string Settings => string.Empty;
    }

    private sealed class Named(string name) : Own(name, ZeroShotNeeds.Weights)
    {
        public override ScoreValue Compute(ZeroShotObservations observations) => 1;
    }

    private sealed class Flaky(int failsAt) : Own("flaky", ZeroShotNeeds.Weights)
    {
        private int _calls;

        public override ScoreValue Compute(ZeroShotObservations observations) =>
            ++_calls == failsAt ? throw new InvalidOperationException("a bug\nin two lines") : _calls;
    }

    private sealed class ThrowsOfEncoding() : Own("of_encoding", ZeroShotNeeds.None)
    {
        public override bool DependsOnEncoding => true;

        public override ScoreValue Compute(ZeroShotObservations observations) => throw new DivideByZeroException("zero");
    }

    private sealed class Bad : Criterion
    {
        public override string Name => "bad";

        public override string Label => "BAD";

        public override ScoreDirection Direction => ScoreDirection.HigherIsBetter;

        public override double Chance(RankedSample sample) => throw new InvalidOperationException("a bug");

        protected override ScoreValue Compute(RankedSample sample) => throw new InvalidOperationException("a bug");
    }

    /// <summary>Three networks, of which the second cannot be asked one thing.</summary>
    private sealed class Broken(string member) : SearchSpace
    {
        private readonly Stacks _inner = new();

        public override string Name => $"broken-{member}";

        public override BigInteger Size => 3;

        public override bool IsEnumerable => true;

        public override string Settings => member;

        public override IEnumerable<Architecture> Enumerate() =>
            member == "Validate" ? [] : Enumerable.Range(0, 3).Select(i => new Architecture(this, [i]));

        public override IEnumerable<Architecture> Neighbours(Architecture architecture) => [];

        public override NetworkGraph BuildNetwork(Architecture architecture, NetworkOptions? options = null) =>
            _inner.BuildNetwork(Asked("BuildNetwork", architecture), options);

        public override string CanonicalForm(Architecture architecture, ArchitectureEquivalence equivalence)
        {
            _ = Asked("CanonicalForm", architecture);
            return architecture.Text;
        }

        public override NetworkCost Cost(Architecture architecture, NetworkOptions? options = null) =>
            _inner.Cost(Asked("Cost", architecture), options);

        protected override void Validate(ReadOnlySpan<int> genes)
        {
            if (member == "Validate" && genes[0] == 1)
            {
                throw new NotSupportedException("not this one");
            }
        }

        protected override Architecture Draw(Func<int, int> below) => new(this, [below(3)]);

        private Architecture Asked(string what, Architecture architecture) => what == member && architecture.Genes[0] == 1
            ? throw new NotSupportedException("not this one")
            : _inner.Parse($"{architecture.Genes[0]},0,0");
    }

    private sealed class Judged
    {
        public double Truth { get; set; }

        public double Score { get; set; }
    }
}
