using System.Collections.Immutable;
using NasPipelines.Networks.Graph;
using NasPipelines.Networks.Graph.Tensors;

namespace NasPipelines.Networks.Onnx.Reading;

/// <summary>What a file gives: the image, parameters with and without values, and constants.</summary>
internal sealed partial class GraphReader
{
    private const int LargestImage = 4096;

    /// <summary>Takes initializers; returns all names that no node computes.</summary>
    private HashSet<string> Inputs()
    {
        var given = new HashSet<string>(StringComparer.Ordinal);
        foreach (var tensor in _graph.Initializer)
        {
            if (!given.Add(tensor.Name))
            {
                throw new InvalidDataException($"two values are named '{tensor.Name}'");
            }

            var values = FileTensor.Verify(tensor, tensor.Name) ? tensor : null;
            _values[tensor.Name] = FileTensor.IsFloat(tensor.DataType) ? new ParameterValue(tensor.Name, values, [.. tensor.Dims], [])
                : values is null ? new OpenIntegers(tensor.Name, [.. tensor.Dims])
                : new KnownValue(FileTensor.Folded(tensor));
        }

        // An input of the name of an initializer has its values: older files list all of them.
        given.UnionWith(_graph.Input.Select(i => i.Name));
        return given;
    }

    /// <summary>Finds the image among the inputs without values: the others are parameters that were exported without them.</summary>
    private void Image(List<int> order)
    {
        var read = order.SelectMany(i => _graph.Node[i].Input).ToHashSet(StringComparer.Ordinal);
        var computed = order.SelectMany(i => _graph.Node[i].Output).ToHashSet(StringComparer.Ordinal);
        var open = _graph.Input.Where(i => !_values.ContainsKey(i.Name) && read.Contains(i.Name)).ToList();
        var image = open.FirstOrDefault(i => Dimensions(i) is [{ DimValue: 0 }, ..]) ?? open.FirstOrDefault()
            ?? throw new InvalidDataException("the graph has no input for images");
        // Exporters may leave out parameters and say their shapes beside.
        var described = _graph.ValueInfo.Where(v => read.Contains(v.Name) && !computed.Contains(v.Name) && !_values.ContainsKey(v.Name));
        foreach (var input in open.Where(i => i != image).Concat(described))
        {
            long[] sizes = [.. Dimensions(input).Select(d => d.DimValue)];
            if (Array.Exists(sizes, s => s <= 0))
            {
                throw new InvalidDataException(
                    $"it has two inputs that may be images, '{image.Name}' and '{input.Name}'; networks of one image are read");
            }

            _values[input.Name] = FileTensor.IsFloat(input.Type?.TensorType?.ElemType ?? 0)
                ? new ParameterValue(input.Name, null, [.. sizes], [])
                : new OpenIntegers(input.Name, [.. sizes]);
        }

        Image(image);
    }

    private void Image(ValueInfoProto image)
    {
        var dimensions = Dimensions(image);
        var shown = string.Join(", ", dimensions.Select(d => d.DimParam.Length > 0 ? d.DimParam : d.DimValue > 0 ? $"{d.DimValue}" : "?"));
        if (dimensions.Count != 4 || image.Type.TensorType.ElemType is var type && !FileTensor.IsFloat(type))
        {
            throw new InvalidDataException(
                $"its input '{image.Name}' is [{shown}] of type {image.Type?.TensorType?.ElemType}; an image [batch, channels, rows, "
                    + $"columns] of "
                + "floats is needed");
        }

        if (dimensions[0].DimValue is not (0 or 1))
        {
            throw new InvalidDataException(
                $"its input '{image.Name}' is [{shown}]: a batch frozen at {dimensions[0].DimValue} cannot be freed");
        }

        _frozenBatch = dimensions[0].DimValue == 1;
        var last = dimensions[3].DimValue is 1 or 3 or 4 && dimensions[1].DimValue is not (1 or 3 or 4);
        var (channels, rows, columns) = last
            ? (dimensions[3].DimValue, dimensions[1].DimValue, dimensions[2].DimValue)
            : (dimensions[1].DimValue, dimensions[2].DimValue, dimensions[3].DimValue);
        if (_options.ImageSize is { } size)
        {
            (rows, columns) = (size, size);
        }

        if (channels is < 1 or > 1024 || rows is < 1 or > LargestImage || columns is < 1 or > LargestImage)
        {
            throw new InvalidDataException(
                $"its input '{image.Name}' is [{shown}]: "
                + (channels is > 0 and <= 1024 && (rows == 0 || columns == 0)
                    ? "rows and columns are left open; give an image size"
                    : $"channels must be 1 to 1024, rows and columns 1 to {LargestImage}"));
        }

        Extent Fixed(long count) => Extent.Fixed(count);
        var input = Emit(
            new Input("input", default), [Extent.Batch, Fixed(channels), Fixed(rows), Fixed(columns)]);
        _values[image.Name] = !last ? input : Emit(
            new Permute($"{image.Name}.channels_last", [input.Node], default, [0, 2, 3, 1]),
            [Extent.Batch, Fixed(rows), Fixed(columns), Fixed(channels)]);
    }

    private static Google.Protobuf.Collections.RepeatedField<TensorShapeProto.Types.Dimension> Dimensions(ValueInfoProto input) =>
        input.Type?.TensorType?.Shape?.Dim is { } dimensions ? dimensions : [];
}
