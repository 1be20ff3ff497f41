using System.Globalization;

namespace NasPipelines;

/// <summary>How bootstrap intervals over architectures are made.</summary>
public sealed record BootstrapOptions
{
    /// <summary>Number of resamples, in [10, 1000000].</summary>
    /// <value>Default: 1000.</value>
    public int Resamples { get; init; } = 1000;

    /// <summary>The seed; resample b depends on (seed, b) only, whatever the number of threads.</summary>
    /// <value>Default: 1.</value>
    public long Seed { get; init; } = 1;

    /// <summary>The share of resamples that an interval holds, in (0, 1).</summary>
    /// <value>Default: 0.95.</value>
    public double Confidence { get; init; } = 0.95;

    /// <summary>Number of threads, at least 1.</summary>
    /// <value>Default: the number of processors.</value>
    public int Threads { get; init; } = Environment.ProcessorCount;

    /// <summary>Stops the work.</summary>
    /// <value>Default: none.</value>
    public CancellationToken CancellationToken { get; init; }

    /// <summary>Checks every option.</summary>
    /// <exception cref="ArgumentException">Some options are wrong; the message names all of them.</exception>
    public void Validate()
    {
        List<string> faults = [];
        if (Resamples is < 10 or > 1_000_000)
        {
            faults.Add($"Resamples must be in [10, 1000000] (was {Resamples})");
        }

        if (!(Confidence is > 0 and < 1))
        {
            faults.Add($"Confidence must be in (0, 1) (was {Confidence.ToString(CultureInfo.InvariantCulture)})");
        }

        if (Threads < 1)
        {
            faults.Add($"Threads must be at least 1 (was {Threads})");
        }

        if (faults.Count > 0)
        {
            throw new ArgumentException($"Options of the bootstrap: {string.Join("; ", faults)}.");
        }
    }
}
