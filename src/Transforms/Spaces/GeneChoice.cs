namespace NasPipelines.Spaces;

/// <summary>What one gene of a <see cref="ProductSpace"/> chooses among.</summary>
public sealed class GeneChoice
{
    /// <summary>A choice; the gene is an index into its values.</summary>
    /// <param name="name">What is chosen, such as <c>depth</c>.</param>
    /// <param name="values">The values by their names, at least one, all different.</param>
    /// <exception cref="ArgumentException">A name is empty, there is no value, or two values have one name.</exception>
    public GeneChoice(string name, IReadOnlyList<string> values)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        ArgumentNullException.ThrowIfNull(values);
        Name = name;
        Values = [.. values];
        if (Values.Count == 0 || Values.Any(string.IsNullOrWhiteSpace) || Values.Distinct(StringComparer.Ordinal).Count() < Values.Count)
        {
            throw new ArgumentException(
                $"{name} needs one value or more, all of different names (were '{string.Join("', '", Values)}').", nameof(values));
        }
    }

    /// <summary>What is chosen.</summary>
    public string Name { get; }

    /// <summary>The names of the values.</summary>
    public IReadOnlyList<string> Values { get; }
}
