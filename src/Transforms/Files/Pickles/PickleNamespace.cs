namespace NasPipelines.Files.Pickles;

/// <summary>An object of named values: a script's arguments.</summary>
internal sealed class PickleNamespace : PickleContainer, IPickleState
{
    public PickleGlobal Global => CheckpointGlobals.Namespace;

    /// <summary>Its names and values; none before its state is set.</summary>
    public PickleDictionary Fields { get; private set; } = new();

    /// <exception cref="InvalidDataException">Something holds it already, so that it might come to hold itself.</exception>
    public void Set(PickleDictionary fields)
    {
        if (IsHeld)
        {
            throw new InvalidDataException("an object's values are set after something holds it, as if it held itself");
        }

        Hold(new(fields));
        Fields = fields;
    }
}
