using Microsoft.ML;
using NasPipelines.Architectures;

namespace NasPipelines.Cli;

/// <summary>The architectures that a verb works on: a table, or a search space by name, whole or sampled.</summary>
internal static class ArchitectureInput
{
    public static IDataView Load(NasCatalog nas, string input, string? space, int? sample, long seed)
    {
        if (sample is < 1)
        {
            throw new WrongUseException($"--sample must be at least 1 (was {sample}).");
        }

        if (space is not null)
        {
            SearchSpaces.Get(space);
        }

        if (SearchSpaces.All.FirstOrDefault(s => s.Name == input) is { } named && !File.Exists(input))
        {
            return sample is { } count ? nas.Data.Sample(named, count, seed) : nas.Data.Enumerate(named);
        }

        if (!File.Exists(input))
        {
            throw new WrongUseException(
                $"INPUT '{input}' is neither a file nor a search space; spaces: {string.Join(", ", SearchSpaces.All.Select(s => s.Name))}.");
        }

        var view = nas.Data.LoadBenchmark(input, space);
        return sample is { } rows ? nas.Data.SampleRows(view, rows, seed) : view;
    }
}
