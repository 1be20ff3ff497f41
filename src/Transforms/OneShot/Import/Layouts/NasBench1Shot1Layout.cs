using System.Globalization;
using System.Text.RegularExpressions;
using NasPipelines.Spaces;

namespace NasPipelines.OneShot.Import.Layouts;

/// <summary>Layouts of NAS-Bench-1Shot1: cells of vertices with an operation and a projection of the cell's input each.</summary>
internal abstract partial class NasBench1Shot1Layout(string name) : SupernetLayout(
    name, SearchSpaces.NasBench1Shot1Sub1.Name, SearchSpaces.NasBench1Shot1Sub2.Name, SearchSpaces.NasBench1Shot1.Name)
{
    private const string Pool = "maxpool3x3";
    private const string Suffix = "-bn-relu";
    private static readonly string[] Published = [Pool, $"conv3x3{Suffix}", $"conv1x1{Suffix}"];

    /// <summary>A convolution and its normalisation, 0 and 1 below it.</summary>
    protected abstract string Stem { get; }

    /// <summary>ReLU, convolution and normalisation before the head's pooling, 0 to 2 below it.</summary>
    protected abstract string Head { get; }

    /// <summary>The projection of a vertex, or of the output, whose number is the last: convolution and normalisation below it.</summary>
    protected abstract string Projection(int cell, int vertex);

    /// <summary>A convolution of a vertex and its normalisation, 0 and 1 below it.</summary>
    protected abstract string Operation(int cell, int vertex, int operation);

    public override SupernetForm Describe(CheckpointTensors tensors, SearchSpace space, SupernetImportOptions options)
    {
        var (cells, channels) = (tensors.Numbers(CellPattern()), Size(tensors, $"{Stem}.0.weight", 0, 4));
        if (cells.Count == 0 || cells.Max + 1 != cells.Count || cells.Count % 3 != 0 || cells.Count > 3 * 64)
        {
            throw tensors.Fault($"networks of {space.Name} have three stages of equally many cells; it has {cells.Count} cells");
        }

        var interior = space.Name == SearchSpaces.NasBench1Shot1.Name ? 5 : 4;
        if (!tensors.Contains($"{Projection(0, interior)}.0.weight") || tensors.Contains($"{Projection(0, interior + 1)}.0.weight"))
        {
            var found = Enumerable.Range(0, 32).TakeWhile(v => tensors.Contains($"{Projection(0, v)}.0.weight")).Count();
            throw tensors.Fault(
                $"cells of {space.Name} have {interior} vertices, and as many projections and one to the output; those of the checkpoint "
                    + $"have {found} projections");
        }

        var order = options.Operations is null ? ByKernels(tensors) : Order(options, Published);
        return new(space, new()
        {
            Channels = channels,
            CellsPerStage = cells.Count / 3,
            Classes = Size(tensors, "classifier.weight", 0, 2),
            ImageChannels = Size(tensors, $"{Stem}.0.weight", 1, 4),
            ImageSize = options.ImageSize ?? DataSet.Of(tensors.File).ImageSize,
            AffineCells = tensors.Contains($"{Projection(0, 0)}.1.weight")
                || tensors.Contains($"{Operation(0, 0, order.ToList().IndexOf(Published[1]))}.1.weight"),
        })
        {
            Operations = order,
        };
    }

    public override string? Hint(SupernetForm form, string parameter) =>
        VertexName().IsMatch(parameter) ? "operations may have another order, which Operations must name" : null;

    public override string Module(SupernetForm form, string operation)
    {
        switch (operation)
        {
            case "stem.conv": return $"{Stem}.0";
            case "stem.conv.bn": return $"{Stem}.1";
            case "head.conv": return $"{Head}.1";
            case "head.conv.bn": return $"{Head}.2";
            case "classifier": return "classifier";
        }

        var interior = form.Space.Name == SearchSpaces.NasBench1Shot1.Name ? 5 : 4;
        var match = VertexName().Match(operation);
        var (cell, part) = (Number(match, 1), match.Groups[4].Success ? 1 : 0);
        var vertex = match.Groups[2].Success ? Number(match, 2) - 1 : interior;
        return match.Groups[3].Value == "projection"
            ? $"{Projection(cell, vertex)}.{part}"
            : $"{Operation(cell, vertex, form.IndexOf(match.Groups[3].Value + Suffix))}.{part}";
    }

    // Implementations differ in the order; kernels tell it.
    private string[] ByKernels(CheckpointTensors tensors)
    {
        string[] order = [.. Published.Select((_, i) => tensors.ShapeOf($"{Operation(0, 0, i)}.0.weight") is { Count: 4 } shape
            ? $"conv{shape[3]}x{shape[3]}{Suffix}"
            : Pool)];
        return order.Order(StringComparer.Ordinal).SequenceEqual(Published.Order(StringComparer.Ordinal)) ? order : Published;
    }

    private static int Number(Match match, int group) => int.Parse(match.Groups[group].ValueSpan, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^cells\.(\d+)\.", RegexOptions.CultureInvariant)]
    private static partial Regex CellPattern();

    [GeneratedRegex(
        @"^cells\.(\d+)\.(?:vertex\.(\d)|output)\.(projection|conv3x3|conv1x1)(\.bn)?(?:\.(?:weight|bias))?$",
        RegexOptions.CultureInvariant)]
    private static partial Regex VertexName();
}
