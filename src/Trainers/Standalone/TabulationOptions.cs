namespace NasPipelines.Training;

/// <summary>How <see cref="Tabulation"/> trains many architectures.</summary>
public sealed record TabulationOptions
{
    /// <summary>The seeds that each architecture is trained with.</summary>
    /// <value>1 and 2.</value>
    public IReadOnlyList<long> Seeds { get; init; } = [1, 2];

    /// <summary>Architectures trained at a time; each takes the threads of the recipe.</summary>
    /// <value>1.</value>
    public int Workers { get; init; } = 1;

    /// <summary>Checks all options.</summary>
    /// <exception cref="ArgumentException">The message lists every fault.</exception>
    public void Validate()
    {
        List<string> faults = [];
        RangeFaults.Add(faults, nameof(Workers), Workers, 1, 1024);
        if (Seeds.Count == 0 || Seeds.Distinct().Count() != Seeds.Count)
        {
            faults.Add($"{nameof(Seeds)} must be different numbers, at least one (were {string.Join(", ", Seeds)}).");
        }

        RangeFaults.Throw(faults);
    }
}
