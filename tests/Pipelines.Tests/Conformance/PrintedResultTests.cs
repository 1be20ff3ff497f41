using System.Reflection;
using Microsoft.ML;
using Microsoft.ML.Runtime;
using NasPipelines.Evaluation;
using NasPipelines.Scoring;
using NasPipelines.Spaces;
using NasPipelines.Stages;
using NasPipelines.TestKit;

namespace NasPipelines.Tests.Conformance;

/// <summary>What is printed of results is what they say, never the name of a type; and what a pipeline judges is in the log.</summary>
public sealed class PrintedResultTests
{
    // Results of the catalogs, of a scoring run and of a verification, found by what the public methods return.
    [Test]
    public void ToString_OfEveryResult_IsItsOwn()
    {
        Type[] owners =
        [
            typeof(NasCatalog), typeof(NasAnalysesCatalog), typeof(NasModelCatalog), typeof(ScoringTransformer), typeof(RankingEvaluation),
            typeof(NasPipelines.Uncertainty.RankingBootstrap), typeof(NasPipelines.Uncertainty.SeedVariation),
        ];
        var results = owners
            .SelectMany(t => t.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly))
            .SelectMany(m => Parts(m.ReturnType))
            .Where(t => t is { IsClass: true, IsAbstract: false } && t.Namespace!.StartsWith("NasPipelines", StringComparison.Ordinal)
                && !typeof(ITransformer).IsAssignableFrom(t) && !t.Name.EndsWith("Catalog", StringComparison.Ordinal))
            .Append(typeof(RunProgress)).Distinct().ToList();

        Assert.That(results, Has.Count.GreaterThan(8));
        Assert.That(results.Where(t => !Overrides(t)).Select(t => t.FullName), Is.Empty);
    }

    [Test]
    public void ToString_OfAScoringRun_HasALinePerScore()
    {
        var ml = new MLContext(1);
        var view = TinyNetworks.View(ml, SearchSpaces.NasBench201, 3);
        using var stage = ml.Nas().Transforms.ZeroShot(["relu", "params"], TinyNetworks.Options(SearchSpaces.NasBench201)).Fit(view);
        string[] lines = stage.ScoreAll(view).ToString()!.Split(Environment.NewLine);

        Assert.That(lines[0], Does.StartWith("3 rows, 3 distinct architectures"));
        Assert.That(lines[1], Does.Contain("s/architecture").And.Contain("missing"));
        Assert.That(lines[2..].Select(l => l.Split(' ')[0]), Is.EqualTo(new[] { "relu", "params" }));
    }

    [Test]
    public void Fit_OfAPipelineThatJudgesInItsMiddle_WritesTheTableIntoTheLog()
    {
        var ml = new MLContext(1);
        var log = new List<string>();
        ml.Log += (_, e) =>
        {
            if (e.Kind == ChannelMessageKind.Info)
            {
                log.Add(e.RawMessage);
            }
        };
        var all = SearchSpaces.NasBench201.Sample(12, 2);
        var view = ArchitectureColumn.ViewOf(
            SearchSpaces.NasBench201, all,
            columns: [("a", [.. all.Select((_, i) => Math.Sin(i))]), ("truth", [.. all.Select((_, i) => Math.Sin(2 * i))])]);
        var pipeline = ml.Nas().Transforms.EvaluateRanking("truth", "a").Append(ml.Transforms.CopyColumns("b", "a"));

        using var model = pipeline.Fit(view);

        var expected = ml.Nas().Evaluate(view, "truth", "a").ToString();
        Assert.That(log, Has.One.EqualTo(expected));
    }

    private static IEnumerable<Type> Parts(Type type) =>
        type.IsGenericType || type.IsArray ? type.GenericTypeArguments.SelectMany(Parts) : [type];

    private static bool Overrides(Type type)
    {
        var says = type.GetMethod(nameof(ToString), Type.EmptyTypes)!.DeclaringType!;
        if (says != typeof(PrintedResult))
        {
            return says.Namespace!.StartsWith("NasPipelines", StringComparison.Ordinal);
        }

        var print = type.GetMethod("Print", BindingFlags.NonPublic | BindingFlags.Instance)!;
        return print.DeclaringType != typeof(PrintedResult);
    }
}
