using NasPipelines.Networks.Parameters;
using static System.FormattableString;

namespace NasPipelines.Networks.Onnx;

/// <summary>The constants of a model: parameters by their names, and what operations need beside them by value.</summary>
internal sealed class OnnxConstants(GraphProto graph, ParameterSource source)
{
    private readonly HashSet<string> _written = new(StringComparer.Ordinal);

    public bool Has(ParameterReference parameter) => source.Contains(parameter);

    public string Parameter(ParameterReference parameter) => Write(parameter.Name, [.. parameter.Shape], () => source.Values(parameter));

    /// <summary>Whether all values of a parameter are one number.</summary>
    public bool IsUniform(ParameterReference parameter) =>
        source.Values(parameter) is var values && Array.TrueForAll(values, v => v == values[0]);

    public string Filled(int size, float value) =>
        Write(Invariant($"constant.{value:R}.of.{size}"), [size], () => [.. Enumerable.Repeat(value, size)]);

    public string Scalar(float value) => Write(Invariant($"constant.{value:R}"), [], () => [value]);

    public string Integer(long value) => Write($"integer.{value}", [], value);

    public string Integers(params long[] values) => Write($"integers.{string.Join('_', values)}", [values.Length], values);

    private string Write(string name, long[] shape, params long[] values)
    {
        if (_written.Add(name))
        {
            graph.Initializer.Add(OnnxTensors.Create(name, shape, values));
        }

        return name;
    }

    private string Write(string name, long[] shape, Func<float[]> values)
    {
        if (_written.Add(name))
        {
            graph.Initializer.Add(OnnxTensors.Create(name, shape, values()));
        }

        return name;
    }
}
