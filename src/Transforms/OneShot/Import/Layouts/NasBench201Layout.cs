using System.Globalization;
using System.Text.RegularExpressions;
using NasPipelines.Spaces;

namespace NasPipelines.OneShot.Import.Layouts;

/// <summary>
/// Layouts of NAS-Bench-201: a stem, 3N + 2 cells of which two are reduction blocks, and a head; what differs is how parts are called.
/// </summary>
internal abstract partial class NasBench201Layout(string name) : SupernetLayout(name, SearchSpaces.NasBench201.Name)
{
    /// <summary>The parts of a key whose first group is a cell's number.</summary>
    protected abstract Regex CellKey { get; }

    /// <summary>The number of the first cell in the keys.</summary>
    protected virtual int FirstCell => 0;

    /// <summary>The operations in the order of indices.</summary>
    protected virtual IReadOnlyList<string> Operations => SearchSpaces.NasBench201.Operations;

    /// <summary>Convolution (0) or normalisation (1) of the stem.</summary>
    protected abstract string Stem(int part);

    /// <summary>A reduction block.</summary>
    protected abstract string Cell(int cell);

    /// <summary>An operation of an edge.</summary>
    protected abstract string Edge(int cell, int from, int to, int operation);

    /// <summary>The normalisation before the head's pooling.</summary>
    protected virtual string Last(int cells) => "lastact.0";

    protected virtual string Classifier(int cells) => "classifier";

    /// <summary>The part of the space that the supernet is of.</summary>
    protected virtual SupernetPart? PartOf(CheckpointTensors tensors, SupernetImportOptions options) => null;

    public override SupernetForm Describe(CheckpointTensors tensors, SearchSpace space, SupernetImportOptions options)
    {
        var cells = tensors.Numbers(CellKey);
        var count = cells.Count > 0 ? cells.Max - FirstCell + 1 : 0;
        var reductions = cells.Select(cell => cell - FirstCell).Where(
            cell => cell is >= 0 and <= 4096 && tensors.Contains($"{Cell(cell)}.conv_a.op.1.weight")).ToList();
        var normal = (count - 2) / 3;
        if (count < 5 || count > 3 * 64 + 2 || count % 3 != 2 || !reductions.SequenceEqual([normal, (2 * normal) + 1]))
        {
            throw tensors.Fault(
                $"networks of {space.Name} have 3N + 2 cells with reduction blocks at N and 2N + 1; it has {count} cells with "
                    + $"reduction blocks at {(reductions.Count > 0 ? string.Join(", ", reductions) : "none")}");
        }

        var channels = Size(tensors, $"{Stem(0)}.weight", 0, 4);
        return new(space, new()
        {
            Channels = channels,
            CellsPerStage = normal,
            Classes = Size(tensors, $"{Classifier(count)}.weight", 0, 2),
            ImageChannels = Size(tensors, $"{Stem(0)}.weight", 1, 4),
            ImageSize = options.ImageSize ?? DataSet.Of(tensors.File).ImageSize,
            AffineCells = tensors.Keys.Any(key => CellKey.IsMatch(key) && key.EndsWith(".op.2.weight", StringComparison.Ordinal)
                && !key.Contains(".conv_", StringComparison.Ordinal)),
        })
        {
            Operations = Order(options, Operations),
            Part = PartOf(tensors, options),
        };
    }

    public override string? Hint(SupernetForm form, string parameter) => OperationName().IsMatch(parameter)
        ? "operations have another order, which Operations must name, or work on a part of the channels as in PC-DARTS, whose networks "
            + "these are not"
        : null;

    public override string? Module(SupernetForm form, string operation)
    {
        var (normal, all) = (form.Cells, (3 * form.Cells) + 2);
        switch (operation)
        {
            case "stem.conv": return Stem(0);
            case "stem.bn": return Stem(1);
            case "head.bn": return Last(all);
            case "classifier": return Classifier(all);
        }

        if (ReductionName().Match(operation) is { Success: true } reduction)
        {
            var cell = Number(reduction, 1) == 0 ? normal : (2 * normal) + 1;
            return reduction.Groups[2].Value == "downsample"
                ? $"{Cell(cell)}.downsample.1"
                : $"{Cell(cell)}.{reduction.Groups[2].Value}.op.{(reduction.Groups[3].Success ? 2 : 1)}";
        }

        var edge = OperationName().Match(operation);
        var (k, from, to, chosen) = (Number(edge, 1), Number(edge, 2), Number(edge, 3), edge.Groups[4].Value);
        k += (k >= normal ? 1 : 0) + (k >= 2 * normal ? 1 : 0);
        return IndexOn(form, from, to, chosen) is { } index ? $"{Edge(k, from, to, index)}.op.{(edge.Groups[5].Success ? 2 : 1)}" : null;
    }

    /// <summary>The checkpoint's index of an operation on an edge; null where it has none.</summary>
    protected virtual int? IndexOn(SupernetForm form, int from, int to, string operation) => form.IndexOf(operation);

    /// <summary>The position of an edge among those of a cell, which is that of its gene.</summary>
    protected static int GeneOf(int from, int to) => (to * (to - 1) / 2) + from;

    private static int Number(Match match, int group) => int.Parse(match.Groups[group].ValueSpan, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^cells\.(\d+)\.edge\.(\d)-(\d)\.(nor_conv_\dx\d)(\.bn)?(?:\.\w+)?$", RegexOptions.CultureInvariant)]
    private static partial Regex OperationName();

    [GeneratedRegex(@"^reduce\.(\d)\.(conv_a|conv_b|downsample)(\.bn)?$", RegexOptions.CultureInvariant)]
    private static partial Regex ReductionName();
}
