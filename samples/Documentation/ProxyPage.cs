using NasPipelines.Scoring;
using NasPipelines.ZeroShot;

namespace NasPipelines.Samples.Documentation;

/// <summary>The page of a zero-shot estimator.</summary>
internal static class ProxyPage
{
    // Measured with weights that are no draw.
    private const ZeroShotNeeds Unseeded = ZeroShotNeeds.ConstantWeights;

    // Measured with weights of their own distribution.
    private const ZeroShotNeeds OwnWeights = ZeroShotNeeds.GaussianPerturbation | ZeroShotNeeds.LayerDerivatives;

    // What published code measures otherwise.
    private const ZeroShotNeeds Quirks = ZeroShotNeeds.SynapticFlow | ZeroShotNeeds.EffectiveRanks | ZeroShotNeeds.LayerDerivatives
        | ZeroShotNeeds.ConstantWeights | ZeroShotNeeds.ImageDistances | ZeroShotNeeds.ReluCorrelation;

    private const ZeroShotNeeds Flow = ZeroShotNeeds.SynapticFlow | ZeroShotNeeds.SynapticFlowNormalised;

    public static string Of(ZeroShotProxy proxy, XmlDocs docs)
    {
        var type = docs.Of(proxy.GetType());
        return Page.Of(
            $"# `{proxy.Name}`",
            $"{char.ToUpperInvariant(proxy.Description[0])}{proxy.Description[1..]}.",
            docs.Text(type.Element("summary")),
            docs.Text(type.Element("remarks")),
            Page.Table(
                ("", ""),
                [
                    ("column", $"`{proxy.Name}`, `Double`, higher is better"),
                    ("score", proxy.Direction == ScoreDirection.HigherIsBetter
                        ? "the value"
                        : "the value negated: lower values are better"),
                    ("reads", string.Join(
                        "<br>", Needs(proxy.Needs).Select(n => docs.Cell(docs.Value(typeof(ZeroShotNeeds), $"{n}").Element("summary"))))),
                    ("classes of images", proxy.NeedsLabels ? "read" : "not read"),
                    ("differentiates", proxy.IsForwardOnly ? "nothing: forward passes only" : "yes"),
                    ("equal functions", proxy.DependsOnEncoding ? "may differ: a property of the encoding" : "have one score"),
                    ("options", string.Join(", ", Options(proxy).Select(o => $"`{o}`"))),
                ]),
            Page.Parameters(proxy.GetType(), docs),
            "## Example",
            docs.Text(type.Element("example")));
    }

    /// <summary>The properties of <see cref="ZeroShotOptions"/> that a score depends on, besides the search space.</summary>
    public static IEnumerable<string> Options(ZeroShotProxy proxy)
    {
        var passes = proxy.Needs & ~Flow;
        return new[]
        {
            (nameof(ZeroShotOptions.Images), proxy.NeedsImages),
            (nameof(ZeroShotOptions.BatchSize), proxy.NeedsImages),
            (nameof(ZeroShotOptions.Batch), proxy.NeedsImages),
            (nameof(ZeroShotOptions.Normalisation), proxy.NeedsImages),
            (nameof(ZeroShotOptions.Seed), (proxy.Needs & ~Unseeded) != 0),
            (nameof(ZeroShotOptions.Initialisation), (proxy.Needs & ~(OwnWeights | Unseeded)) != 0),
            (nameof(ZeroShotOptions.DoublePrecision), (passes & ~(ZeroShotNeeds.Weights | ZeroShotNeeds.ConstantWeights)) != 0),
            (nameof(ZeroShotOptions.Compat), (proxy.Needs & Quirks) != 0),
            (nameof(ZeroShotOptions.Form), !proxy.DependsOnEncoding),
            (nameof(ZeroShotOptions.Network), true),
        }.Where(o => o.Item2).Select(o => o.Item1);
    }

    private static IEnumerable<ZeroShotNeeds> Needs(ZeroShotNeeds needs) =>
        needs == ZeroShotNeeds.None
            ? [needs]
            : Enum.GetValues<ZeroShotNeeds>().Where(need => need != ZeroShotNeeds.None && needs.HasFlag(need));
}
