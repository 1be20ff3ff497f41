using CsCheck;
using Microsoft.ML;
using Microsoft.ML.Data;
using NasPipelines.Combinations;
using NasPipelines.Evaluation;
using NasPipelines.Ranking;
using NasPipelines.TestKit;
using NasPipelines.Tests.Analyses;
using NasPipelines.ZeroShot;

namespace NasPipelines.Tests.Combinations;

public sealed class RankCombinationTests
{
    private static readonly double[][] Worked = [[1, 2, 3], [1, 3, 2]];

    [TestCase(CombinationRule.Borda, 2 / 6.0, 5 / 6.0, 5 / 6.0)]
    [TestCase(CombinationRule.LogRank, -2.1972245773362196, -0.40546510810816438, -0.40546510810816438)]
    [TestCase(CombinationRule.Copeland, -2, 1, 1)]
    public void Compute_WorkedExample_IsAsDocumented(CombinationRule rule, params double[] expected) =>
        Assert.That(RankCombination.Compute(rule, Worked, MissingScores.Fail), Is.EqualTo(expected).Within(1e-12));

    [Test]
    public void Compute_Copeland_EqualsCountingEveryPair() =>
        Gen.Select(Gen.Int[0, 6], Gen.Int[0, 6], Gen.Int[0, 6], Gen.Int[0, 6]).Array[1, 40].Sample(rows =>
        {
            foreach (var experts in (int[])[1, 2, 3, 4])
            {
                double[][] scores = [.. Enumerable.Range(0, experts).Select(
                    e => rows.Select(r => (double)(e switch { 0 => r.Item1, 1 => r.Item2, 2 => r.Item3, _ => r.Item4 })).ToArray())];
                bool Beats(int a, int b) => scores.Count(s => s[a] > s[b]) * 2 > experts;
                var expected = rows.Select(
                    (_, a) => (double)Enumerable.Range(0, rows.Length).Sum(b => (Beats(a, b) ? 1 : 0) - (Beats(b, a) ? 1 : 0)));
                Assert.That(RankCombination.Compute(CombinationRule.Copeland, scores, MissingScores.Fail), Is.EqualTo(expected));
            }
        });

    private static IEnumerable<CombinationPreset> Presets => CombinationPresets.All;

    [TestCaseSource(nameof(Presets))]
    public void Combine_APreset_IsItsRuleOfItsColumnsWithMissingOnesWorst(CombinationPreset preset)
    {
        var ml = new MLContext(1);
        var random = new Random(2);
        double[] Values() =>
            [.. Enumerable.Range(0, 30).Select(row => row == 7 ? double.NaN : Math.Floor(20 * random.NextDouble()))];
        var columns = preset.ScoreColumnNames.Select(name => (Name: name, Values: Values())).ToArray();
        var cells = Spaces.SearchSpaces.NasBench201.Sample(30, 1);
        var view = Stages.ArchitectureColumn.ViewOf(Spaces.SearchSpaces.NasBench201, cells, "{}", columns);

        var combined = ml.Nas().Transforms.Combine("combined", preset).Fit(view).Transform(view).GetColumn<double>("combined");

        var expected = RankCombination.Compute(preset.Rule, [.. columns.Select(c => c.Values)], MissingScores.Worst);
        Assert.That(combined, Is.EqualTo(expected));
        Assert.That(CombinationPresets.Get(preset.Name.ToUpperInvariant()), Is.SameAs(preset));
    }

    [Test]
    public void Combine_APresetOfScoresThatTheViewLacks_NamesThem()
    {
        var stage = new MLContext(1).Nas().Transforms.Combine("v", CombinationPresets.Get("vkdnw-aggregate"));

        Assert.That(
            () => stage.Fit(Nb201Views.Proxies),
            Throws.ArgumentException.With.Message.Contains("lacks vkdnw, jacob_cov, az_expressivity, az_trainability:"));
        Assert.That(
            () => ((IEstimator<ITransformer>)stage).GetOutputSchema(SchemaShapes.Of(Nb201Views.Proxies)),
            Throws.ArgumentException.With.Message.Contains("lacks vkdnw"));
        Assert.That(
            () => CombinationPresets.Get("naswot"), Throws.ArgumentException.With.Message.Contains("az-nas, vkdnw-aggregate, te-nas"));
    }

    // A preset's name is that of the column it adds, which must not stand in place of a score.
    [Test]
    public void All_Presets_HaveNamesOfTheirOwn() =>
        Assert.That(
            CombinationPresets.All.Select(preset => preset.Name).Concat(ZeroShotProxies.All.Select(proxy => proxy.Name)),
            Is.Unique);

    [Test]
    public void Compute_AnyRuleOnOneEstimator_KeepsItsOrder([Values] CombinationRule rule)
    {
        double[] scores = [3, 1, 2, 2, double.NegativeInfinity, 9];
        var combined = RankCombination.Compute(rule, [scores], MissingScores.Fail);
        Assert.That(new KendallTauB().Evaluate(scores, combined).Value, Is.EqualTo(1).Within(1e-12));
    }

    [Test]
    public void Compute_MissingScores_FollowThePolicy([Values] CombinationRule rule)
    {
        double[][] scores = [[1, double.NaN, 3, 4], [1, 2, 3, 4]];
        var dropped = RankCombination.Compute(rule, scores, MissingScores.Drop);
        var worst = RankCombination.Compute(rule, scores, MissingScores.Worst);
        Assert.That(dropped.Select(double.IsNaN), Is.EqualTo(new[] { false, true, false, false }));
        Assert.That(
            dropped.Where(d => !double.IsNaN(d)), Is.EqualTo(RankCombination.Compute(rule, [[1, 3, 4], [1, 3, 4]], MissingScores.Fail)));
        Assert.That(worst, Is.EqualTo(RankCombination.Compute(rule, [[1, -1, 3, 4], [1, 2, 3, 4]], MissingScores.Fail)));
        Assert.That(
            () => RankCombination.Compute(rule, scores, MissingScores.Fail),
            Throws.InvalidOperationException.With.Message.Contains("Score 0").And.Message.Contains("row 1"));
    }

    [Test]
    public void Compute_PublishedVoteOnNasBench201_EqualsAnIndependentBorda()
    {
        double[][] experts = [.. new[] { "jacov", "nwot", "synflow" }.Select(n => Nb201Views.Proxies.GetColumn<double>(n).ToArray())];
        var borda = RankCombination.Compute(CombinationRule.Borda, experts, MissingScores.Fail);
        var byHand = Array.ConvertAll(experts, expert =>
        {
            double[] sorted = [.. expert.Order()];
            return Array.ConvertAll(expert, v => Array.BinarySearch(sorted, v) + 1);
        });
        // The experts tie hardly at all here, so a plain rank is right to a place or two.
        Assert.That(borda.Select((b, row) => b * 9445 - byHand.Average(h => h[row])), Is.All.InRange(-9.0, 9.0));
    }

    [Test]
    public void Combine_AsStage_GivesTheSameNumbersAfterSavingAndLoading([Values] CombinationRule rule)
    {
        var ml = new MLContext(1);
        var view = Nb201Views.Nas.Data.SampleRows(Nb201Views.Proxies, 500, 2);
        var stage = ml.Nas().Transforms.Combine("vote", ["jacov", "snip", "synflow"], rule);
        double[][] experts = [.. new[] { "jacov", "snip", "synflow" }.Select(n => view.GetColumn<double>(n).ToArray())];

        var model = stage.Fit(view);
        using var folder = new TemporaryFolder();
        ml.Model.Save(model, view.Schema, folder.File("vote.zip"));
        var loaded = new MLContext(2);
        loaded.ComponentCatalog.RegisterAssembly(typeof(NasCatalog).Assembly);

        var expected = RankCombination.Compute(rule, experts, MissingScores.Drop);
        Assert.That(model.Transform(view).GetColumn<double>("vote"), Is.EqualTo(expected));
        Assert.That(loaded.Model.Load(folder.File("vote.zip"), out _).Transform(view).GetColumn<double>("vote"), Is.EqualTo(expected));
        Assert.That(
            model.Transform(view).Schema.Where(c => !c.IsHidden).Select(c => c.Name),
            Is.EqualTo(view.Schema.Select(c => c.Name).Append("vote")));
        Assert.That(stage.GetOutputSchema(SchemaShapes.Of(view)).Select(c => c.Name), Does.Contain("vote"));
    }

    [Test]
    public void Combine_FaultyUse_IsRefused()
    {
        var transforms = Nb201Views.Nas.Transforms;
        Assert.That(() => transforms.Combine("x", [], CombinationRule.Borda), Throws.ArgumentException.With.Message.Contains("1 to 255"));
        Assert.That(() => transforms.Combine("x", ["zen"], (CombinationRule)7), Throws.ArgumentException.With.Message.Contains("Copeland"));
        var unknown = transforms.Combine("x", ["zon"], CombinationRule.Borda);
        Assert.That(() => unknown.Fit(Nb201Views.Proxies), Throws.ArgumentException.With.Message.Contains("zon"));
        Assert.That(
            () => unknown.GetOutputSchema(SchemaShapes.Of(Nb201Views.Proxies)), Throws.ArgumentException.With.Message.Contains("zon"));
    }
}
