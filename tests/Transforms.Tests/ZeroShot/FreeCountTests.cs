using System.Text.Json;
using NasPipelines.Scoring;
using NasPipelines.Spaces;
using NasPipelines.ZeroShot;

namespace NasPipelines.Tests.ZeroShot;

/// <summary>Counts that are made of their names: operations by cell, parameters by stage.</summary>
public sealed class FreeCountTests
{
    private const string Skips = "|skip_connect~0|+|skip_connect~0|skip_connect~1|+|skip_connect~0|skip_connect~1|skip_connect~2|";
    private const string Mixed = "|nor_conv_3x3~0|+|nor_conv_3x3~0|nor_conv_1x1~1|+|skip_connect~0|avg_pool_3x3~1|nor_conv_3x3~2|";

    [TestCase("count:conv", 4)]
    [TestCase("count:nor_conv_3x3", 3)]
    [TestCase("count:pool+skip_connect", 2)]
    [TestCase("minus-count:pool", 1)]
    public void Count_NasBench201_IsTheNumberWritten(string name, double expected) =>
        Assert.That(Count(name, SearchSpaces.NasBench201, Mixed).Value, Is.EqualTo(expected));

    [Test]
    public void Count_ReferenceCells_IsTheReference()
    {
        foreach (var record in JsonDocument.Parse(File.ReadAllText(TestData.Reference("structure.json"))).RootElement
            .GetProperty("nb201").EnumerateArray())
        {
            foreach (var operation in record.GetProperty("op_counts_per_cell").EnumerateObject())
            {
                Assert.That(
                    Count($"count:{operation.Name}", SearchSpaces.NasBench201, record.GetProperty("ops").GetString()!).Value,
                    Is.EqualTo(operation.Value.GetDouble()), $"{record.GetProperty("ops")} {operation.Name}");
            }
        }
    }

    [Test]
    public void Count_CellsOfNasBench301_AddUp()
    {
        var space = SearchSpaces.NasBench301;
        foreach (var architecture in space.Sample(5, 1))
        {
            double Of(string name) => Count(name, space, architecture.Text).Value;
            Assert.That(Of("count:normal:pool") + Of("count:reduce:pool"), Is.EqualTo(Of("count:max_pool_3x3+avg_pool_3x3")));
            Assert.That(Of("count:normal:pool+skip+conv"), Is.EqualTo(8));
        }
    }

    [TestCase("count:upper:pool", "no cell 'upper'")]
    [TestCase("count:attention", "no operation 'attention'")]
    [TestCase("params_stage:4", "3 stages")]
    public void Count_OfWhatThereIsNot_IsMissingWithItsReason(string name, string reason) =>
        Assert.That(Count(name, SearchSpaces.NasBench201, Mixed).Reason, Does.Contain(reason));

    [Test]
    public void StageParameters_OnlySkips_AreTheFixedPartsOfTheNetwork()
    {
        double[] stages = [.. Enumerable.Range(1, 3).Select(s => Count($"params_stage:{s}", SearchSpaces.NasBench201, Skips).Value)];

        Assert.That(stages, Is.EqualTo(new double[] { 464, 14_464, 58_378 }));
    }

    [TestCase("nasbench201")]
    [TestCase("nasbench301")]
    [TestCase("nasbench101")]
    [TestCase("nds-resnet")]
    public void StageParameters_OfAllStages_AreAllParameters(string name)
    {
        var space = SearchSpaces.Get(name);
        var text = space.Sample(1, 3)[0].Text;
        var stages = Enumerable.Range(1, 9).Select(s => Count($"params_stage:{s}", space, text)).TakeWhile(v => v.IsDefined).ToList();

        Assert.That(stages, Has.Count.GreaterThan(2));
        Assert.That(stages.Sum(v => v.Value), Is.EqualTo(Count("params", space, text).Value));
    }

    [TestCase("count:")]
    [TestCase("count:a:b:c")]
    [TestCase("minus-count:pool+")]
    [TestCase("params_stage:0")]
    [TestCase("params_stage:x")]
    public void Get_FamilyWithoutMeaning_SaysWhatWouldBeRight(string name) =>
        Assert.That(() => ZeroShotProxies.Get(name), Throws.ArgumentException.With.Message.Contains("must be"));

    [Test]
    public void Get_MinusCount_FewerAreBetter() =>
        Assert.That(ZeroShotProxies.Get("minus-count:pool").Direction, Is.EqualTo(ScoreDirection.LowerIsBetter));

    private static ScoreValue Count(string name, SearchSpace space, string text)
    {
        var proxy = ZeroShotProxies.Get(name);
        using var engine = new ZeroShotEngine(space, [proxy], (ImageBatch?)null, new ZeroShotEngineOptions());
        return proxy.Compute(engine.Cost(space.Parse(text)));
    }
}
