using NasPipelines.Options;

namespace NasPipelines.Uncertainty;

/// <summary>How bootstrap intervals over architectures are made.</summary>
public sealed class BootstrapOptions
{
    /// <summary>Number of resamples, in [10, 1000000].</summary>
    /// <value>Default: 1000.</value>
    public int Resamples { get; init; } = 1000;

    /// <summary>The seed; resample b depends on (seed, b) only, whatever the number of workers.</summary>
    /// <value>Default: 1.</value>
    public long Seed { get; init; } = 1;

    /// <summary>The share of resamples that an interval holds, in (0, 1).</summary>
    /// <value>Default: 0.95.</value>
    public double Confidence { get; init; } = 0.95;

    /// <summary>Checks every option.</summary>
    /// <exception cref="ArgumentException">Some options are wrong; the message names all of them.</exception>
    internal void Validate() => new OptionFaults()
        .Range(Resamples, 10, 1_000_000)
        .Require(Confidence is > 0 and < 1, FormattableString.Invariant($"Confidence must be in (0, 1) (was {Confidence})."))
        .Throw();
}
