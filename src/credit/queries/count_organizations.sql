-- How many partners there are.
SELECT COUNT(*) AS partners FROM organization
