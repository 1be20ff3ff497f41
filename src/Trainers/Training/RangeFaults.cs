using NasPipelines.Networks;

namespace NasPipelines.Training;

/// <summary>Collects the faults of options, to report them all at once.</summary>
internal static class RangeFaults
{
    public static void Add(List<string> faults, string name, long value, long low, long high)
    {
        if (value < low || value > high)
        {
            faults.Add($"{name} must be in [{low}, {high}] (was {value}).");
        }
    }

    /// <summary>Throws if there are faults, those of the network included.</summary>
    public static void Throw(List<string> faults, NetworkOptions network)
    {
        try
        {
            network.Validate();
        }
        catch (ArgumentException e)
        {
            faults.Add(e.Message);
        }

        if (network.Normalisation != NetworkNormalisation.Full)
        {
            faults.Add($"{nameof(NetworkOptions.Normalisation)} must be {NetworkNormalisation.Full} to train (was {network.Normalisation}).");
        }

        Throw(faults);
    }

    /// <summary>Throws if there are faults.</summary>
    public static void Throw(IEnumerable<string> faults)
    {
        var message = string.Join(" ", faults);
        if (message.Length > 0)
        {
            throw new ArgumentException(message);
        }
    }
}
