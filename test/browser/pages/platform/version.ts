export const extensionVersion = (): string => '1.0.0';
