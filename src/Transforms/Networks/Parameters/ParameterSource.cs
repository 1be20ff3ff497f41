namespace NasPipelines.Networks.Parameters;

/// <summary>Gives the values of parameters by reference.</summary>
/// <threadsafety>Implementations are safe for use by several threads.</threadsafety>
public abstract class ParameterSource
{
    /// <summary>A text that says where the values come from; equal texts mean equal values for every reference.</summary>
    public abstract string Identity { get; }

    /// <summary>The values of a parameter, row-major, always the same for the same reference.</summary>
    public abstract float[] Values(ParameterReference parameter);

    /// <summary>Whether there are values for a parameter.</summary>
    internal virtual bool Contains(ParameterReference parameter) => true;

    /// <summary>
    /// Values generated from a seed and the parameter's name: nothing is stored, and equal names have equal values in every network.
    /// </summary>
    /// <param name="seed">Any number; 0 gives the streams of the published reference recipe (names alone).</param>
    /// <param name="scheme">The distribution.</param>
    public static ParameterSource Seeded(long seed = 0, InitialisationScheme scheme = InitialisationScheme.Reference) =>
        new SeededParameters(seed, scheme);

    /// <summary>
    /// Given values by name, row-major. Asking for one that is missing or has another size throws <see cref="InvalidDataException"/>.
    /// Running statistics of a batch normalisation are stored as <c>name.running_mean</c> and <c>name.running_var</c>.
    /// </summary>
    /// <param name="values">Values by parameter name; not copied, and not to be changed afterwards.</param>
    /// <param name="identity">Says where the values come from: equal texts mean equal values.</param>
    public static ParameterSource Stored(IReadOnlyDictionary<string, float[]> values, string identity)
    {
        ArgumentNullException.ThrowIfNull(values);
        ArgumentException.ThrowIfNullOrWhiteSpace(identity);
        return new StoredParameters(values, identity);
    }
}
