using NasPipelines.Scoring;
using NasPipelines.Spaces;
using NasPipelines.Tests.ZeroShot;
using NasPipelines.ZeroShot;

namespace NasPipelines.Tests.Scoring;

/// <summary>As many workers as there are cores, a thread each, as far as memory allows.</summary>
public sealed class WorkerPlanTests
{
    private const string Heavy = "333333";

    private static readonly int Cores = Environment.ProcessorCount;

    [Test]
    public void Of_NothingAskedFor_IsAWorkerForEachCoreWithAThread()
    {
        var plan = Plan(new());

        Assert.That((plan.Workers, plan.Threads), Is.EqualTo((Cores, 1)));
        Assert.That(plan.PeakBytes, Is.Positive);
        Assert.That(plan.Doubt, Is.Null);
    }

    [Test]
    public void Of_ThreadsAskedFor_DividesTheCores() =>
        Assert.That(Plan(new() { Threads = Cores }) is { Workers: 1 } plan && plan.Threads == Cores);

    [Test]
    public void Of_WorkersAskedFor_AreThose() => Assert.That(Plan(new() { Workers = 3, Threads = 1 }), Has.Property("Workers").EqualTo(3));

    [Test]
    public void Of_LittleMemory_IsFewerWorkersAndSaysSo()
    {
        Assume.That(Cores, Is.GreaterThan(1));
        var peak = Plan(new()).PeakBytes;

        var plan = Plan(new() { MemoryBytes = (peak * 2) - 1 });
        var alone = Plan(new() { MemoryBytes = 1 });
        var forced = Plan(new() { MemoryBytes = peak, Workers = 2, Threads = 1 });

        Assert.That((plan.Workers, plan.Threads), Is.EqualTo((1, 1)));
        Assert.That(plan.Doubt, Does.Contain("fit into").And.Contain($"{Cores} cores"));
        Assert.That(alone.Workers, Is.EqualTo(1));
        Assert.That(forced.Workers, Is.EqualTo(2));
        Assert.That(forced.Doubt, Does.Contain("may not fit"));
    }

    // What is kept for a backward pass grows with the images, a second one keeps more, and the largest network of a view counts.
    [Test]
    public void Estimate_OfImagesPassesAndRows_Grows()
    {
        var (one, two) = (Peak("snip", Heavy, 64), Peak("snip", Heavy, 128));

        Assert.That(two, Is.InRange(1.5 * one, 2 * one));
        Assert.That(Peak("grasp", Heavy, 64), Is.GreaterThan(2 * one));
        Assert.That(Peak("relu_logdet", Heavy, 64), Is.LessThan(one / 2));
        Assert.That(Plan(new(), "111111", Heavy).PeakBytes, Is.EqualTo(Plan(new(), Heavy).PeakBytes));
    }

    // The largest counts, whichever it is, such as one of 76 networks from files.
    [Test]
    public void Of_UpToAHundredRows_LooksAtEach()
    {
        var rows = Enumerable.Repeat("111111", 76).ToArray();
        rows[75] = Heavy;

        Assert.That(Plan(new(), rows).PeakBytes, Is.EqualTo(Plan(new(), Heavy).PeakBytes));
    }

    // Such as a network from a file that does not take the images' size: the others are scored, here and in shards.
    [Test]
    public void Estimates_OfAnArchitectureThatHasNoNetwork_AreUnknown()
    {
        using var scorer = new Networkless();
        var architecture = SearchSpaces.NasBench201.Parse(Heavy);

        Assert.That(WorkerPlan.Of(scorer, [(Heavy, architecture)], new()).PeakBytes, Is.Zero);
        Assert.That(scorer.EstimatePeak(architecture), Is.Zero);
    }

    private static long Peak(string proxy, string architecture, int samples)
    {
        var batch = new ImageBatch(new float[samples * 3 * 8 * 8], [.. Enumerable.Range(0, samples).Select(i => i % 4)], new(3, 8, 8));
        using var engine = new ZeroShotEngine(
            SearchSpaces.NasBench201, [ZeroShotProxies.Get(proxy)], batch, new() { Network = Tiny.Network });
        return engine.EstimatePeak(SearchSpaces.NasBench201.Parse(architecture));
    }

    private static WorkerPlan Plan(RunOptions run, params string[] architectures)
    {
        var space = SearchSpaces.NasBench201;
        using var scorer = ZeroShotScorer.Create([ZeroShotProxies.Get("synflow")], new() { SearchSpace = space }, null);
        return WorkerPlan.Of(
            scorer, [.. architectures.DefaultIfEmpty(Heavy).Select(text => (text, space.Parse(text)))], run);
    }

    private sealed class Networkless : Scorer
    {
        public override SearchSpace Space => SearchSpaces.NasBench201;

        public override IReadOnlyList<ScoreColumn> Columns { get; } = [new("none")];

        public override string Provenance => "{}";

        public override string IdentityOf(int column) => "none";

        public override ScoreRow Score(Architecture architecture, ScoringContext context) => throw new ScoringException("no network");

        private protected override long EstimatePeakBytes(Architecture architecture) => throw new ScoringException("no network");
    }
}
