using System.Globalization;
using NasPipelines.Numerics;
using NasPipelines.Scoring;

namespace NasPipelines.Tests.Scoring;

internal sealed class ShardTests
{
    [TestCase("3/50", "", "3/50")]
    [TestCase("1/1", "", "1/1")]
    [TestCase("auto", "SLURM_ARRAY_TASK_ID=7 SLURM_ARRAY_TASK_MIN=1 SLURM_ARRAY_TASK_MAX=50 SLURM_ARRAY_TASK_COUNT=50", "7/50")]
    [TestCase("auto", "SLURM_ARRAY_TASK_ID=0 SLURM_ARRAY_TASK_MIN=0 SLURM_ARRAY_TASK_MAX=6 SLURM_ARRAY_TASK_COUNT=7", "1/7")]
    [TestCase("auto", "SLURM_ARRAY_TASK_ID=12 SLURM_ARRAY_TASK_MIN=10 SLURM_ARRAY_TASK_MAX=14 SLURM_ARRAY_TASK_COUNT=5", "3/5")]
    [TestCase("auto/50", "SLURM_ARRAY_TASK_ID=7 SLURM_ARRAY_TASK_MIN=3 SLURM_ARRAY_TASK_MAX=7 SLURM_ARRAY_TASK_COUNT=2", "7/50")]
    [TestCase("auto/50", "JOB_COMPLETION_INDEX=0", "1/50")]
    [TestCase("auto/50", "JOB_COMPLETION_INDEX=49", "50/50")]
    public void Parse_ATextAndAnEnvironment_IsTheShard(string text, string environment, string shard) =>
        Assert.That(Parse(text, environment).ToString(), Is.EqualTo(shard));

    // A wrong shard computes what another one computes, and leaves out its own.
    [TestCase("0/50", "", "no shard")]
    [TestCase("51/50", "", "no shard")]
    [TestCase("3", "", "no shard")]
    [TestCase("3/", "", "no shard")]
    [TestCase("-3/5", "", "no shard")]
    [TestCase("3/5/7", "", "no shard")]
    [TestCase("auto", "", "neither SLURM_ARRAY_TASK_ID")]
    [TestCase("auto/7", "", "neither SLURM_ARRAY_TASK_ID")]
    [TestCase("auto", "JOB_COMPLETION_INDEX=3", "auto/50")]
    [TestCase("auto/3", "JOB_COMPLETION_INDEX=3", "shard 4 of 3")]
    [TestCase("auto/5", "SLURM_ARRAY_TASK_ID=0", "shard 0 of 5")]
    [TestCase("auto", "SLURM_ARRAY_TASK_ID=3", "SLURM_ARRAY_TASK_COUNT")]
    [TestCase("auto", "SLURM_ARRAY_TASK_ID=x", "no number")]
    [TestCase("auto", "SLURM_ARRAY_TASK_ID=3 SLURM_ARRAY_TASK_MIN=3 SLURM_ARRAY_TASK_MAX=7 SLURM_ARRAY_TASK_COUNT=2", "without gaps")]
    public void Parse_WhatIsNoShard_SaysWhy(string text, string environment, string reason) =>
        Assert.That(() => Parse(text, environment), Throws.TypeOf<FormatException>().With.Message.Contains(reason));

    [TestCase(1000, 7)]
    [TestCase(5, 7)]
    [TestCase(0, 3)]
    [TestCase(40, 1)]
    public void Assign_FunctionsOfAnyCost_DiffersByOneFunctionAtMost(int count, int shards)
    {
        var random = new SplitMix64(1);
        (string Key, long Cost)[] functions =
            [.. Enumerable.Range(0, count).Select(i => (Key(i), (long)random.NextInteger(1_000_000) * random.NextInteger(1000)))];

        var assigned = ShardPlan.Assign(functions, shards);

        var mean = Math.Max(1, functions.Select(f => f.Cost).DefaultIfEmpty().Sum() / Math.Max(1, count));
        var weights = Enumerable.Range(1, shards)
            .Select(s => functions.Where((_, i) => assigned[i] == s).Sum(f => f.Cost + mean)).ToList();
        Assert.That(assigned, Is.All.InRange(1, shards));
        Assert.That(
            weights.Max() - weights.Min(), Is.LessThanOrEqualTo(functions.Select(f => f.Cost + mean).DefaultIfEmpty().Max()));
    }

    [Test]
    public void Assign_FunctionsWithoutCost_SpreadsTheirNumber()
    {
        var assigned = ShardPlan.Assign([.. Enumerable.Range(0, 100).Select(i => (Key(i), 0L))], 7);
        Assert.That(assigned.GroupBy(s => s).Select(g => g.Count()), Is.All.InRange(14, 15));
    }

    [Test]
    public void Assign_AnotherOrder_IsTheSameDivision()
    {
        (string Key, long Cost)[] functions = [.. Enumerable.Range(0, 200).Select(i => (Key(i), (long)(i % 5)))];
        var there = ShardPlan.Assign(functions, 6);
        var back = ShardPlan.Assign([.. functions.Reverse()], 6);
        Assert.That(back.Reverse(), Is.EqualTo(there));
    }

    private static string Key(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static Shard Parse(string text, string environment)
    {
        var variables = environment.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(v => v.Split('=')).ToDictionary(
            v => v[0], v => v[1]);
        return Shard.Parse(text, name => variables.GetValueOrDefault(name));
    }
}
