using Microsoft.ML;

namespace NasPipelines.Benchmarks;

/// <summary>What was read of a benchmark: its rows as a view, and what was left out.</summary>
public sealed class LoadedBenchmark
{
    private readonly string _text;

    internal LoadedBenchmark(IDataView view, string? truth, IEnumerable<string> warnings, string text)
    {
        View = view;
        Truth = truth;
        Warnings = [.. warnings];
        _text = text;
    }

    /// <summary>
    /// The rows: the column <c>Architecture</c> (text, annotated with search space and provenance), then columns of numbers. NaN stands for
    /// a number that is missing; <see cref="Warnings"/> says why.
    /// </summary>
    public IDataView View { get; }

    /// <summary>The column that the literature ranks by; null where the options leave it out, or for a table.</summary>
    public string? Truth { get; }

    /// <summary>What is missing, doubtful or left out, a text each.</summary>
    public IReadOnlyList<string> Warnings { get; }

    /// <summary>Rows, columns and source in a line.</summary>
    public override string ToString() => _text;
}
