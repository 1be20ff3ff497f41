using NasPipelines.Options;

namespace NasPipelines.Uncertainty;

/// <summary>How scores are compared with each other.</summary>
public sealed class ComparisonOptions
{
    /// <summary>Resamples, seed and confidence. What is claimed to differ does so at one less the confidence.</summary>
    /// <value>Default: 1000 resamples, seed 1, 95 %.</value>
    public BootstrapOptions Bootstrap { get; init; } = new();

    /// <summary>
    /// The scores that cost nothing, which others must beat to be of use. Names that are no scores are ignored.
    /// </summary>
    /// <value>Default: <c>params</c>, <c>flops</c>, <c>activations</c>, <c>params_active</c>, <c>macs</c>, <c>layers</c>, <c>depth</c>,
    /// <c>weight_memory</c>, <c>peak_activations</c>.</value>
    public IReadOnlyList<string> Baselines { get; init; } = FreeScores.Names;

    /// <summary>
    /// The scores that are compared with each other, at least two. P-values are corrected for as many pairs as there are, so that fewer
    /// scores, named before the result is known, are told apart more easily.
    /// </summary>
    /// <value>Default: null, all of them.</value>
    public IReadOnlyList<string>? Compared { get; init; }

    /// <summary>Checks every option.</summary>
    /// <exception cref="ArgumentException">Some options are wrong; the message names all of them.</exception>
    internal void Validate() => new OptionFaults()
        .Require(Bootstrap is not null, "Bootstrap must not be null.")
        .Within(Bootstrap is null ? null : Bootstrap.Validate, nameof(Bootstrap))
        .Require(
            Baselines is not null && !Baselines.Any(string.IsNullOrEmpty), "Baselines must not be null nor hold an empty name.")
        .Require(
            Compared is null || (Compared.Count > 1 && Compared.Distinct().Count() == Compared.Count),
            "Compared must name at least two different scores.")
        .Throw();
}
