using System.Text.Json;
using System.Text.Json.Serialization;
using NasPipelines.Latency;
using NasPipelines.Networks;
using NasPipelines.Networks.Onnx;
using NasPipelines.Numerics;
using NasPipelines.Scoring;
using NasPipelines.Spaces;

namespace NasPipelines.Tests.Latency;

public sealed class LatencyScorerTests
{
    private static readonly NetworkOptions Small = new() { Channels = 4, CellsPerStage = 1, ImageSize = 8 };

    private static readonly JsonSerializerOptions Json = new() { Converters = { new JsonStringEnumConverter() } };

    [TestCase(0, 1)]
    [TestCase(0.25, 1.75)]
    [TestCase(0.5, 2.5)]
    [TestCase(0.75, 4)]
    [TestCase(1, 7)]
    public void Quantile_OfFour_LiesBetweenTheNearestTwo(double share, double value) =>
        Assert.That(SortedValues.Quantile([1, 2, 3, 7], share), Is.EqualTo(value).Within(1e-12));

    [Test]
    public void Score_Architectures_AreMillisecondsThatGrowWithTheNetwork()
    {
        using var small = Scorer(new() { Network = Small, Repetitions = 10 });
        using var large = Scorer(new() { Network = new(Small) { Channels = 64, ImageSize = 32 }, Repetitions = 10, BatchSize = 8 });
        var architecture = SearchSpaces.NasBench201.Parse("333333");
        var (a, b) = (small.Score(architecture, default).Values, large.Score(architecture, default).Values);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(small.Columns.Select(c => (c.Name, c.Direction)), Is.EqualTo(new[]
            {
                ("latency_ms", ScoreDirection.LowerIsBetter), ("latency_iqr", ScoreDirection.LowerIsBetter),
            }));
            Assert.That(a[0].Value, Is.Positive);
            Assert.That(a[1].Value, Is.GreaterThanOrEqualTo(0));
            Assert.That(b[0].Value, Is.GreaterThan(5 * a[0].Value), "a thousand times the work");
        }
    }

    [TestCaseSource(typeof(Networks.Onnx.OnnxNetworkTests), nameof(Networks.Onnx.OnnxNetworkTests.Spaces))]
    public void Score_EverySpace_HasALatency(SearchSpace space)
    {
        using var scorer = new LatencyScorer(space, new() { Network = Small, Repetitions = 2, WarmUp = 0 }, OnnxProvider.Cpu);
        Assert.That(space.Sample(2, 1).Select(a => scorer.Score(a, default).Values[0].Value), Is.All.Positive);
    }

    [Test]
    public void Score_SeveralAtATime_TakeTurns()
    {
        using var scorer = Scorer(new() { Network = Small, Repetitions = 10 });
        var scores = SearchSpaces.NasBench201.Sample(4, 1).AsParallel().WithDegreeOfParallelism(4)
            .Select(a => scorer.Score(a, default).Values[0].Value).ToList();
        Assert.That(scores, Has.Count.EqualTo(4).And.All.Positive);
    }

    [Test]
    public void Identity_OfALatency_HasTheMachineAndAllSettings()
    {
        using var scorer = Scorer(new() { Network = Small });
        using var batch = Scorer(new() { Network = Small, BatchSize = 2 });
        using var threads = Scorer(new() { Network = Small, RunThreads = 2 });
        using var named = Scorer(new() { Network = Small, LatencyColumnName = "ms" });
        using (Assert.EnterMultipleScope())
        {
            Assert.That(scorer.IdentityOf(0), Does.Contain(Environment.MachineName).And.Not.EqualTo(scorer.IdentityOf(1)));
            Assert.That(JsonDocument.Parse(scorer.Provenance).RootElement.GetProperty("Machine").GetString(), Does.Contain("cores"));
            Assert.That(batch.IdentityOf(0), Is.Not.EqualTo(scorer.IdentityOf(0)));
            Assert.That(threads.IdentityOf(0), Is.Not.EqualTo(scorer.IdentityOf(0)));
            Assert.That(named.IdentityOf(0), Is.EqualTo(scorer.IdentityOf(0)), "what a column is called does not matter");
            var here = JsonSerializer.Deserialize<LatencySpecification>(scorer.Provenance, Json)!;
            var elsewhere = here with { Machine = "elsewhere" };
            Assert.That(here.ToIdentity("median in ms", scorer.Space), Is.EqualTo(scorer.IdentityOf(0)));
            Assert.That(elsewhere.ToIdentity("median in ms", scorer.Space), Is.Not.EqualTo(scorer.IdentityOf(0)));
        }
    }

    [Test]
    public void Turns_OfManyCallers_AreOneAtATimeAndInOrder()
    {
        var turns = new FairTurns();
        var (busy, most, done) = (0, 0, new List<int>());
        using var first = new ManualResetEventSlim();
        var threads = Enumerable.Range(0, 8).Select(i => new Thread(() => turns.Take(() =>
        {
            first.Wait();
            most = Math.Max(most, Interlocked.Increment(ref busy));
            done.Add(i);
            Interlocked.Decrement(ref busy);
        }))).ToList();
        foreach (var thread in threads)
        {
            thread.Start();
            while (thread.ThreadState is not (ThreadState.WaitSleepJoin or ThreadState.Stopped))
            {
                Thread.Yield();
            }
        }

        first.Set();
        threads.ForEach(thread => thread.Join());
        Assert.That((most, done), Is.EqualTo((1, Enumerable.Range(0, 8).ToList())).Using<(int, List<int>)>(
            (a, b) => a.Item1 == b.Item1 && a.Item2.SequenceEqual(b.Item2)));
    }

    [Test]
    public void Options_OutOfRange_AreAllNamed() => Assert.That(
        () => new LatencyOptions { BatchSize = 0, Repetitions = 1, LatencyColumnName = "a", SpreadColumnName = "a" }.Validate(),
        Throws.ArgumentException.With.Message.Contains("BatchSize must").And.Message.Contains("Repetitions must")
            .And.Message.Contains("must differ"));

    private static LatencyScorer Scorer(LatencyOptions options) => new(SearchSpaces.NasBench201, options, OnnxProvider.Cpu);
}
