using NasPipelines.Networks.Parameters;

namespace NasPipelines.Networks.Onnx.Reading;

/// <summary>The values that a file stores for the parameters of its network.</summary>
internal sealed class FileParameters(ReadNetwork network) : ParameterSource
{
    public override string Identity => "stored in the file";

    internal override bool Contains(ParameterReference parameter) =>
        network.Stored.TryGetValue(parameter.Name, out var value) && value.Stored is not null;

    public override float[] Values(ParameterReference parameter)
    {
        if (!network.Stored.TryGetValue(parameter.Name, out var value) || value.Stored is null)
        {
            throw new InvalidDataException($"parameter '{parameter.Name}' has no values in the file");
        }

        var values = Array.ConvertAll(FileTensor.Values(value.Stored), v => (float)v);
        IReadOnlyList<long> sizes = [.. value.Stored.Dims];
        foreach (var step in value.View)
        {
            if (!step.Order.IsEmpty)
            {
                var strides = FoldedShapes.Strides(sizes);
                var stored = values;
                values = FoldedShapes.Laid(
                    stored.LongLength, step.Sizes, [.. step.Order.Select(axis => strides[axis])], 0, at => stored[at]);
            }

            sizes = step.Sizes;
        }

        return values.LongLength == parameter.Size
            ? values
            : throw new InvalidDataException(
                $"parameter '{parameter.Name}' has {values.Length} values in the file, {parameter.Size} are needed");
    }

    /// <exception cref="InvalidDataException">The file leaves parameters open.</exception>
    public void Check(string file)
    {
        var open = network.Graph.Parameters.Where(p => !Contains(p)).Select(p => p.Name).ToList();
        if (open.Count > 0)
        {
            throw new InvalidDataException(
                $"{file}: it stores no values of {open.Count} of its {network.Graph.Parameters.Length} parameters, '{open[0]}' among "
                    + $"them; stored "
                + "weights cannot be used");
        }
    }
}
