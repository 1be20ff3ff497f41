using System.Collections.Immutable;
using NasPipelines.Benchmarks.Formats;
using NasPipelines.Files.Pickles;
using NasPipelines.Scoring;
using NasPipelines.Spaces;
using static System.FormattableString;

namespace NasPipelines.Benchmarks;

/// <summary>
/// The files in which a benchmark is distributed, read as data: nothing in them is run, and whatever is wrong is an
/// <see cref="InvalidDataException"/> that names file, place and reason. A format of one's own derives from this class and is passed to
/// <c>nas.Data.ReadBenchmark</c>; one of the house is a line in <see cref="BenchmarkFiles.All"/> as well.
/// </summary>
/// <threadsafety>Instances are immutable and safe for use by several threads.</threadsafety>
public abstract class BenchmarkFile
{
    /// <summary>The name used in options and on the command line, lower case.</summary>
    public abstract string Name { get; }

    /// <summary>What the files are, and how they are called where they are published.</summary>
    public abstract string Description { get; }

    /// <summary>
    /// The name of the search space of the architectures; where it is none of <see cref="SearchSpaces.All"/>, readers pass the space
    /// itself.
    /// </summary>
    public abstract string Space { get; }

    /// <summary>What the default options read, and which column is the accuracy that the literature ranks by.</summary>
    public abstract string Protocol { get; }

    /// <summary>The data sets that networks may have been trained on; empty where there is only one.</summary>
    public virtual ImmutableArray<string> Datasets => [];

    /// <summary>The sets of images that networks were tested on; empty where there is only one.</summary>
    public virtual ImmutableArray<string> Splits => [];

    /// <summary>The lengths of training; empty where files may name any.</summary>
    public virtual ImmutableArray<int> Epochs => [];

    /// <summary>The name of the column that the literature ranks by (<see cref="Protocol"/>).</summary>
    public abstract string Truth { get; }

    /// <summary>The word for the number that tells the runs of an architecture apart.</summary>
    internal virtual string SeedWord => "seed";

    /// <summary>Reads the files.</summary>
    /// <param name="path">The file, or the folder where the benchmark is one.</param>
    /// <param name="options">Which numbers; the defaults are those of <see cref="Protocol"/>.</param>
    /// <param name="run">Stops the reading between rows.</param>
    /// <exception cref="ArgumentException">An option is out of range or names what the benchmark does not have.</exception>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">A file is damaged, or has not what the options name; the message says where.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public LoadedBenchmark Read(string path, BenchmarkReadOptions? options = null, RunOptions? run = null)
    {
        var data = ReadData(path, options, run);
        return new(data.ToDataView(), data.Truth, data.Warnings, data.ToString());
    }

    /// <summary>Reads the files' content: adds each architecture, sets its numbers, and names the files.</summary>
    /// <param name="path">The file, or the folder where the benchmark is one.</param>
    /// <param name="options">Which numbers are asked for, checked; a reader may set more, but not others in their place.</param>
    /// <param name="rows">Takes what is read.</param>
    protected internal abstract void Read(string path, BenchmarkReadOptions options, BenchmarkRows rows);

    /// <summary>What <see cref="Read(string, BenchmarkReadOptions, RunOptions)"/> gives, before it is a view.</summary>
    internal BenchmarkData ReadData(string path, BenchmarkReadOptions? options = null, RunOptions? run = null)
    {
        ArgumentNullException.ThrowIfNull(path);
        options ??= new();
        options.Validate();
        run?.Validate();
        var token = run?.CancellationToken ?? default;
        if (options.SearchSpace is { } own && own.Name != Space)
        {
            throw new ArgumentException(
                $"{Name} is of the search space {Space}, not of {own.Name} as {nameof(options.SearchSpace)} says; leave it out.");
        }

        Require("Datasets", options.Datasets, Datasets);
        Require("Splits", options.Splits, Splits);
        Require("Epochs", options.Epochs, Epochs);
        BenchmarkRows rows;
        try
        {
            rows = Collect(path, options, keepAll: false, token);
        }
        catch (SkippedContentException)
        {
            rows = Collect(path, options, keepAll: true, token);
        }

        return rows.Finish();
    }

    private BenchmarkRows Collect(string path, BenchmarkReadOptions options, bool keepAll, CancellationToken token)
    {
        var rows = new BenchmarkRows(this, path, options) { KeepAll = keepAll, Token = token };
        Read(path, options, rows);
        if (options.Check)
        {
            BenchmarkCheck.Space(rows.OwnSpace ?? options.SearchSpace ?? SearchSpaces.All.FirstOrDefault(space =>
                space.Name == Space), rows);
        }

        return rows;
    }

    private void Require<T>(string option, IReadOnlyList<T>? wanted, ImmutableArray<T> known)
    {
        foreach (var value in wanted ?? [])
        {
            if (!known.Contains(value) && (known.Length > 0 || value is string))
            {
                throw new ArgumentException(known.Length > 0
                    ? Invariant($"{option}: {Name} has no {value}; it has {string.Join(", ", known)}")
                    : Invariant($"{option}: {Name} has only one, leave it out (was {value})"));
            }
        }
    }
}
