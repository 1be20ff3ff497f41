using System.Text.RegularExpressions;
using NasPipelines.Options;
using static System.FormattableString;

namespace NasPipelines.Spaces.Described;

/// <summary>What a description must hold; all faults are named at once, with their places.</summary>
internal static partial class DescriptionRules
{
    private const int MostChannels = 4096;
    private const int MostNodes = 12;
    private const int MostBlocks = 64;

    /// <exception cref="ArgumentException">Something is wrong.</exception>
    public static void Check(SpaceDescription description)
    {
        var faults = new OptionFaults()
            .Require(
                NamePattern().IsMatch(description.Name),
                $"name must be of lower-case letters, digits and . _ - (was '{description.Name}').")
            .Require(
                !SearchSpaces.All.Any(s => s.Name.Equals(description.Name, StringComparison.OrdinalIgnoreCase)),
                $"name must not be that of a listed space (was '{description.Name}').")
            .Require(IsIn(description.Stem.Channels, MostChannels), Outside("stem.channels", 1, MostChannels, description.Stem.Channels))
            .Require(IsKernel(description.Stem.Kernel), Invariant($"stem.kernel must be 1, 3, 5 or 7 (was {description.Stem.Kernel})."))
            .Require(IsIn(description.Stem.Stride, 4), Outside("stem.stride", 1, 4, description.Stem.Stride))
            .Require(
                IsIn(description.Head?.Channels ?? 1, MostChannels),
                Outside("head.channels", 1, MostChannels, description.Head?.Channels ?? 1))
            .Require(IsIn(description.Stages.Count, 16), Outside("the number of stages", 1, 16, description.Stages.Count));
        for (var i = 0; i < description.Stages.Count; i++)
        {
            Check(faults, description.Stages[i], $"stages[{i}]", description.Cell is not null);
        }

        if (description.Cell is { } cell)
        {
            Check(faults, cell);
        }

        faults.Throw();
    }

    private static void Check(OptionFaults faults, StageDescription stage, string name, bool ofCells)
    {
        Numbers(stage.Channels, "channels", 1, MostChannels);
        faults.Require(IsIn(stage.Stride ?? 1, 4), Outside($"{name}.stride", 1, 4, stage.Stride ?? 1))
            .Require(IsIn(stage.Cells ?? 1, MostBlocks), Outside($"{name}.cells", 1, MostBlocks, stage.Cells ?? 1));
        if (ofCells)
        {
            faults.Require(stage.Channels.Count == 1, $"{name}.channels must be one number where stages are of cells.")
                .Require(
                    (stage.Block ?? (object?)stage.Depth ?? stage.Kernel ?? stage.Expansion) is null,
                    $"{name} must have no block, depth, kernel or expansion where stages are of cells.");
            return;
        }

        faults
            .Require(stage.Cells is null, $"{name}.cells must be left out: there is no cell.")
            .Require(
                ChainSpace.Blocks.Contains(stage.Block),
                $"{name}.block must be one of {string.Join(", ", ChainSpace.Blocks)} (was '{stage.Block}').")
            .Require(
                stage.Expansion is null || stage.Block == "mbconv", $"{name}.expansion must be left out: only mbconv expands.");
        Numbers(stage.Depth ?? [1], "depth", 1, MostBlocks);
        Numbers(stage.Kernel ?? [3], "kernel", 1, 7);
        faults.Require(
            (stage.Kernel ?? []).All(IsKernel), $"{name}.kernel must be of 1, 3, 5 and 7 (was {string.Join(", ", stage.Kernel ?? [])}).");
        Numbers(stage.Expansion ?? [6], "expansion", 1, 16);

        void Numbers(IReadOnlyList<int> values, string kind, int least, int most) => faults.Require(
            values.Count is > 0 and <= 64 && values.Distinct().Count() == values.Count && values.All(v => v >= least && v <= most),
            Invariant($"{name}.{kind} must be one or several different numbers in [{least}, {most}] (was {string.Join(", ", values)})."));
    }

    private static void Check(OptionFaults faults, CellDescription cell)
    {
        faults.Require(cell.Nodes is >= 2 and <= MostNodes, Outside("cell.nodes", 2, MostNodes, cell.Nodes));
        var edges = cell.Edges ?? [];
        for (var i = 0; i < edges.Count; i++)
        {
            faults.Require(
                    edges[i].From >= 0 && edges[i].From < edges[i].To && edges[i].To < cell.Nodes,
                    Invariant($"cell.edges[{i}] must lead from a node to a later one of {cell.Nodes} ")
                        + Invariant($"(was {edges[i].From} to {edges[i].To})."));
            Operations(edges[i].Operations ?? cell.Operations, $"cell.edges[{i}].operations");
        }

        faults.Require(
            edges.Select(e => (e.From, e.To)).Distinct().Count() == edges.Count, "cell.edges must join two nodes once.");
        if (cell.Edges is null)
        {
            Operations(cell.Operations, "cell.operations");
        }

        void Operations(IReadOnlyList<string> operations, string name) => faults.Require(
            operations.Count is > 0 and <= 64 && operations.Distinct().Count() == operations.Count
                && operations.All(DescribedOperations.IsKnown),
            $"{name} must name one or several of {DescribedOperations.Known}, each once (was '{string.Join("', '", operations)}').");
    }

    private static bool IsIn(int value, int most) => value >= 1 && value <= most;

    private static string Outside(string name, int least, int most, int value) =>
        Invariant($"{name} must be in [{least}, {most}] (was {value}).");

    private static bool IsKernel(int kernel) => kernel is 1 or 3 or 5 or 7;

    [GeneratedRegex("^[a-z0-9][a-z0-9_.-]{0,63}$", RegexOptions.CultureInvariant)]
    private static partial Regex NamePattern();
}
