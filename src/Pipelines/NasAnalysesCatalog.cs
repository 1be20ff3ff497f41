using Microsoft.ML;
using Microsoft.ML.Runtime;
using NasPipelines.Evaluation;

namespace NasPipelines;

/// <summary>Analyses that say why an estimator is good or bad, on views of scored architectures.</summary>
public sealed partial class NasAnalysesCatalog
{
    internal NasAnalysesCatalog(MLContext context) => Context = context;

    internal MLContext Context { get; }

    // No row is left out without a word.
    private T Tell<T>(T result, Func<T, int> missing)
    {
        if (missing(result) is > 0 and var count)
        {
            using var channel = ((IHostEnvironment)Context).Register("NasAnalyses").Start(typeof(T).Name);
            channel.Warning(MessageSensitivity.None, FormattableString.Invariant($"{count} rows without a value are left out"));
        }

        return result;
    }

    private static double[][] Numbers(IDataView data, params IReadOnlyList<string> names)
    {
        ArgumentNullException.ThrowIfNull(data);
        foreach (var name in names)
        {
            NumericColumns.Check(name, "number", NumericColumns.Describe(data.Schema));
        }

        return NumericColumns.Read(data, names);
    }

    private static KeyValuePair<string, double[]>[] Named(IReadOnlyList<string> names, ReadOnlySpan<double[]> columns)
    {
        var named = new KeyValuePair<string, double[]>[names.Count];
        for (var i = 0; i < named.Length; i++)
        {
            named[i] = new(names[i], columns[i]);
        }

        return named;
    }
}
