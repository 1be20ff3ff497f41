using System.Globalization;
using NasPipelines.Options;
using NasPipelines.Spaces;

namespace NasPipelines.Benchmarks;

/// <summary>Which numbers of a benchmark's files are read. A number that is not there is never replaced by one of another run.</summary>
public sealed class BenchmarkReadOptions : BenchmarkOptions
{
    /// <summary>All options at their defaults.</summary>
    public BenchmarkReadOptions()
    {
        MaxBytes = 16L << 30;
    }

    /// <summary>
    /// The search space, where a format of one's own is of a space of one's own: the one that <see cref="BenchmarkFile.Space"/> names.
    /// </summary>
    /// <value>The default, null, finds the space by its name among <see cref="SearchSpaces.All"/>.</value>
    public SearchSpace? SearchSpace { get; init; }

    /// <summary>The data sets that networks were trained on, by the benchmark's own names.</summary>
    /// <value>The default, null, takes all.</value>
    public IReadOnlyList<string>? Datasets { get; init; }

    /// <summary>The sets of images that networks were tested on, by the benchmark's own names.</summary>
    /// <value>The default, null, takes all.</value>
    public IReadOnlyList<string>? Splits { get; init; }

    /// <summary>The lengths of training; a value is the one at the end of a run of exactly that many epochs.</summary>
    /// <value>The default, null, takes the benchmark's full length only.</value>
    public IReadOnlyList<int>? Epochs { get; init; }

    /// <summary>What is made of several seeds.</summary>
    /// <value>The default is <see cref="SeedPolicy.Mean"/>.</value>
    public SeedPolicy Seeds { get; init; } = SeedPolicy.Mean;

    /// <summary>The seed of <see cref="SeedPolicy.One"/>: as the benchmark numbers them, or the number of the repeat from 0.</summary>
    /// <value>The default is null.</value>
    public int? Seed { get; init; }

    /// <summary>Whether the content is checked too: hashes, counts, ranges, repeats. Each fault is a warning of the data.</summary>
    /// <value>The default is false.</value>
    public bool Check { get; init; }

    /// <summary>Checks all options.</summary>
    /// <exception cref="ArgumentException">The message lists every fault.</exception>
    internal void Validate() => new OptionFaults()
        .Defined(Seeds)
        .Require(
            Seeds == SeedPolicy.One == Seed.HasValue,
            $"{nameof(Seed)} must be set for {nameof(SeedPolicy)}.{nameof(SeedPolicy.One)}, and only for it "
            + $"(was {Seed?.ToString(CultureInfo.InvariantCulture) ?? "null"}).")
        .Require(
            Datasets is not { Count: 0 } && Splits is not { Count: 0 } && Epochs is not { Count: 0 },
            $"{nameof(Datasets)}, {nameof(Splits)} and {nameof(Epochs)} must name something, or be null.")
        .Range(MaxBytes, 1, long.MaxValue)
        .Throw();

    internal bool Takes(string? dataset, string? split, int epochs, int fullEpochs) =>
        (dataset is null || Datasets is null || Datasets.Contains(dataset))
        && (split is null || Splits is null || Splits.Contains(split))
        && (Epochs?.Contains(epochs) ?? epochs == fullEpochs);
}
