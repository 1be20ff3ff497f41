using System.Globalization;
using System.Text.RegularExpressions;
using NasPipelines.Spaces;

namespace NasPipelines.OneShot.Import.Layouts;

/// <summary>Layouts of the cells of DARTS, which NAS-Bench-301 has too.</summary>
internal abstract partial class NasBench301Layout(string name) : SupernetLayout(name, SearchSpaces.NasBench301.Name)
{
    private const string None = "none";

    private static readonly string[] Published =
        [None, "max_pool_3x3", "avg_pool_3x3", "skip_connect", "sep_conv_3x3", "sep_conv_5x5", "dil_conv_3x3", "dil_conv_5x5"];

    /// <summary>Convolution (0) or normalisation (1) of the stem.</summary>
    protected abstract string Stem(int part);

    /// <summary>The operation that makes one of a cell's two inputs fit.</summary>
    protected abstract string Preprocess(int cell, int input);

    /// <summary>An operation of an edge.</summary>
    protected abstract string Edge(int cell, int from, int to, int operation);

    /// <summary>One of the two convolutions of a factorised reduction.</summary>
    protected abstract string Half(int half);

    public override SupernetForm Describe(CheckpointTensors tensors, SearchSpace space, SupernetImportOptions options)
    {
        var cells = tensors.Numbers(CellPattern());
        var (count, normal) = (cells.Count > 0 ? cells.Max + 1 : 0, (cells.Count - 2) / 3);
        if (count != cells.Count || count < 5 || count > 3 * 64 + 2 || count % 3 != 2)
        {
            throw tensors.Fault(
                $"networks of {space.Name} have 3N + 2 cells, of which those at N and 2N + 1 reduce; it has {cells.Count} cells");
        }

        var channels = Size(tensors, $"{Preprocess(0, 1)}.op.1.weight", 0, 4);
        if (Size(tensors, $"{Stem(0)}.weight", 0, 4) is var stem && stem != 3 * channels)
        {
            throw tensors.Fault(
                $"networks of {space.Name} have a stem of three times the channels of the first cell ({channels}); its stem has {stem}");
        }

        var order = Order(options, Fitting());
        if (tensors.ShapeOf($"{Edge(0, 0, 2, Index(order, "sep_conv_3x3"))}.op.1.weight") is { Count: 4 } kernel
            && kernel[0] != channels && kernel[0] > 0 && channels % kernel[0] == 0)
        {
            throw tensors.Fault(
                $"its operations work on {kernel[0]} of {channels} channels: it is a supernet of PC-DARTS, whose partial channels "
                    + $"networks of {space.Name} have not");
        }

        return new(space, new()
        {
            Channels = channels,
            CellsPerStage = normal,
            Classes = Size(tensors, "classifier.weight", 0, 2),
            ImageChannels = Size(tensors, $"{Stem(0)}.weight", 1, 4),
            ImageSize = options.ImageSize ?? DataSet.Of(tensors.File).ImageSize,
            AffineCells = tensors.Contains($"{Preprocess(0, 1)}.op.2.weight"),
        })
        {
            Operations = order,
        };

        // Checkpoints differ in whether "none" has an index: a separable convolution has two pairs of kernels, a dilated one has one.
        IReadOnlyList<string> Fitting() =>
            tensors.Contains($"{Edge(0, 0, 2, 5)}.op.5.weight") ? Published : Published[1..];
    }

    public override string? Hint(SupernetForm form, string parameter) =>
        EdgeName().IsMatch(parameter) ? "operations may have another order, which Operations must name" : null;

    public override string Module(SupernetForm form, string operation)
    {
        switch (operation)
        {
            case "stem.conv": return Stem(0);
            case "stem.bn": return Stem(1);
            case "classifier": return "classifier";
        }

        if (PreprocessName().Match(operation) is { Success: true } preprocess)
        {
            var module = Preprocess(Number(preprocess, 1), Number(preprocess, 2));
            return preprocess.Groups[3].Value switch
            {
                "conv_a" => $"{module}.{Half(0)}",
                "conv_b" => $"{module}.{Half(1)}",
                "bn" => IsHalved(form, Number(preprocess, 1), Number(preprocess, 2)) ? $"{module}.bn" : $"{module}.op.2",
                _ => $"{module}.op.1",
            };
        }

        var edge = EdgeName().Match(operation);
        var (to, chosen) = (Number(edge, 3), edge.Groups[4].Value);
        var found = Edge(Number(edge, 1), Number(edge, 2), to, form.IndexOf(chosen));
        return (chosen, edge.Groups[5].Value, edge.Groups[6].Value) switch
        {
            ("max_pool_3x3" or "avg_pool_3x3", _, _) => $"{found}.1",
            ("skip_connect", _, "conv_a") => $"{found}.{Half(0)}",
            ("skip_connect", _, "conv_b") => $"{found}.{Half(1)}",
            ("skip_connect", _, _) => $"{found}.bn",
            (_, var half, "depthwise") => $"{found}.op.{(half == "1" ? 5 : 1)}",
            (_, var half, "pointwise") => $"{found}.op.{(half == "1" ? 6 : 2)}",
            (_, var half, _) => $"{found}.op.{(half == "1" ? 7 : 3)}",
        };
    }

    // The input from two cells back is halved where the cell between reduced it.
    private static bool IsHalved(SupernetForm form, int cell, int input) =>
        input == 0 && (cell == form.Cells + 1 || cell == (2 * form.Cells) + 2);

    private static int Index(IReadOnlyList<string> order, string operation) => order.ToList().IndexOf(operation);

    private static int Number(Match match, int group) => int.Parse(match.Groups[group].ValueSpan, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^cells\.(\d+)\.", RegexOptions.CultureInvariant)]
    private static partial Regex CellPattern();

    [GeneratedRegex(@"^cells\.(\d+)\.preprocess\.(\d)(?:\.(conv_a|conv_b|bn))?$", RegexOptions.CultureInvariant)]
    private static partial Regex PreprocessName();

    [GeneratedRegex(
        @"^cells\.(\d+)\.edge\.(\d)-(\d)\.(\w+)(?:\.([01]))?\.(depthwise|pointwise|conv_a|conv_b|bn)(?:\.(?:weight|bias))?$",
        RegexOptions.CultureInvariant)]
    private static partial Regex EdgeName();
}
