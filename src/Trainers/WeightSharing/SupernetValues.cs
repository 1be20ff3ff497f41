
using NasPipelines.Trainers.Training;
using NasPipelines.Trainers.WeightSharing.Checkpoints;

namespace NasPipelines.Trainers.WeightSharing;

/// <summary>Moves values between the buffers of training and checkpoints.</summary>
internal static class SupernetValues
{
    public static SupernetCheckpoint Save(FlatParameters parameters, SupernetCheckpointHeader header)
    {
        var values = new Dictionary<string, float[]>(StringComparer.Ordinal);
        var momenta = new Dictionary<string, float[]>(StringComparer.Ordinal);
        foreach (var slot in parameters.Slots)
        {
            values.Add(slot.Reference.Name, parameters.Values(slot).ToArray());
            momenta.Add(slot.Reference.Name, parameters.Momenta(slot).ToArray());
        }

        foreach (var statistic in parameters.Statistics)
        {
            values.Add(statistic.Reference.Name, parameters.Values(statistic).ToArray());
        }

        return new(header with { Touched = [.. parameters.Slots.Where(s => s.Touched).Select(s => s.Reference.Name)] }, values, momenta);
    }

    /// <exception cref="InvalidDataException">An array is absent or of another length.</exception>
    public static void Restore(FlatParameters parameters, SupernetCheckpoint checkpoint, string path)
    {
        var touched = checkpoint.Header.Touched.ToHashSet(StringComparer.Ordinal);
        RestoreValues(parameters, checkpoint, path);
        foreach (var slot in parameters.Slots)
        {
            Copy(checkpoint.Momenta, slot.Reference.Name, parameters.Momenta(slot), path);
            slot.Touched = touched.Contains(slot.Reference.Name);
        }
    }

    /// <summary>Weights and running statistics alone, as for a new training.</summary>
    /// <exception cref="InvalidDataException">An array is absent or of another length.</exception>
    public static void RestoreValues(FlatParameters parameters, SupernetCheckpoint checkpoint, string path)
    {
        foreach (var slot in parameters.Slots)
        {
            Copy(checkpoint.Values, slot.Reference.Name, parameters.Values(slot), path);
        }

        foreach (var statistic in parameters.Statistics)
        {
            Copy(checkpoint.Values, statistic.Reference.Name, parameters.Values(statistic), path);
        }
    }

    private static void Copy(IReadOnlyDictionary<string, float[]> from, string name, Span<float> to, string path)
    {
        if (!from.TryGetValue(name, out var values) || values.Length != to.Length)
        {
            throw new InvalidDataException($"{path}: '{name}' must have {to.Length} values (found {values?.Length ?? 0}).");
        }

        values.CopyTo(to);
    }
}
