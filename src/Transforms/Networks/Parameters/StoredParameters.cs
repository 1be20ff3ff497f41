namespace NasPipelines.Networks.Parameters;

/// <summary>Values by name, such as those of a trained supernet; running statistics of batch normalisations are among them.</summary>
internal sealed class StoredParameters(IReadOnlyDictionary<string, float[]> values, string identity) : ParameterSource
{
    public override string Identity => identity;

    internal override bool Contains(ParameterReference parameter) => values.ContainsKey(parameter.Name);

    public override float[] Values(ParameterReference parameter)
    {
        if (!values.TryGetValue(parameter.Name, out var stored))
        {
            throw new InvalidDataException($"Parameter {parameter.Name} is not among the {values.Count} stored values ({identity}).");
        }

        return stored.Length == parameter.Size
            ? stored
            : throw new InvalidDataException(
                $"Parameter {parameter.Name} must have {parameter.Size} values ({string.Join('×', parameter.Shape)}), {stored.Length} are "
                    + $"stored ({identity}).");
    }
}
